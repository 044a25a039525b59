/** What scenarios draw from: few enough that things meet. */
export const feedPrefixes: readonly string[] = [
  '10.1.0.0/16',
  '10.1.1.0/24',
  '10.1.2.0/24',
  '10.1.128.0/17',
  '10.2.0.0/16',
  '10.2.3.0/24',
  '172.16.1.1/32',
  '172.16.1.2/32',
  '172.20.0.0/14',
  '192.0.2.0/25',
];

/** AS numbers on the way: public ones, private ones (RFC 6996) and one of four octets. */
export const pathAsNumbers: readonly number[] = [3333, 3320, 64_512, 65_001, 65_010, 4_200_000_001];

export const communityPool: readonly string[] = [
  '65000:1',
  '65001:1',
  '65001:2',
  '65002:100',
  'no-export',
  'no-advertise',
];

export const largeCommunityPool: readonly string[] = ['65000:1:1', '65001:1:2', '65002:7:7'];
