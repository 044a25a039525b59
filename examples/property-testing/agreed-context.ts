import type { WireContext } from '@bgpeer/bgp-wire';

/** What the sessions of these examples agree on: an external peer, IPv4 unicast, AS numbers of four octets, nothing more. */
export const agreedContext: WireContext = {
  session: 'external',
  fourOctetAsNumbers: true,
  extendedMessages: false,
  families: ['ipv4-unicast'],
  addPath: [],
  extendedNextHop: [],
};
