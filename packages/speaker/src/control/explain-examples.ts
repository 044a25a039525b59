import type { AbsenceAnswer, AdvertisementAnswer, DecisionAnswer } from './contract.ts';

/** Answers to why, as they may be, for the reference. */

const now = 1_790_000_000_000;
const family = 'ipv4-unicast';
const prefix = '172.16.1.1/32';

export const decision: DecisionAnswer = {
  now,
  decision: {
    family,
    prefix,
    selectionReason: 'AS Path',
    maximumPaths: 4,
    routes: [
      {
        from: '192.168.10.100',
        peer: '192.168.10.100',
        asNumber: 65001,
        nextHop: '192.168.10.100',
        asPath: '65001',
        explanation: { outcome: 'best' },
        explanationText: 'best route',
        sharing: { shares: true },
        sharingText: 'shares the load with weight 1',
        weight: 1,
        bestNow: true,
        sharesNow: true,
      },
      {
        from: '192.168.20.100',
        peer: '192.168.20.100',
        asNumber: 65002,
        nextHop: '192.168.20.100',
        asPath: '65002 65010',
        explanation: {
          outcome: 'removed',
          step: 'as-path-length',
          removedBy: 0,
          detail: 'AS_PATH length 2, the other has AS_PATH length 1',
        },
        explanationText:
          'lost at AS_PATH length to the route from 192.168.10.100: AS_PATH length 2, the other has AS_PATH length 1',
        sharing: {
          shares: false,
          obstacle: 'step',
          step: 'as-path-length',
          text: 'AS_PATH length 2, the best route has AS_PATH length 1',
        },
        sharingText: 'shares no load: AS_PATH length: AS_PATH length 2, the best route has AS_PATH length 1',
        bestNow: false,
        sharesNow: false,
      },
    ],
    steps: [
      {
        step: 'as-path-length',
        name: 'AS_PATH length',
        applies: true,
        considered: [
          { route: 0, value: 'AS_PATH length 1' },
          { route: 1, value: 'AS_PATH length 2', removedBy: 0 },
        ],
      },
    ],
  },
};

export const absence: AbsenceAnswer = {
  now,
  absence: {
    family,
    prefix,
    reason: 'no-usable-route',
    text: 'none of its routes can be used',
    routes: [
      {
        from: '192.168.10.100',
        peer: '192.168.10.100',
        nextHop: '192.168.10.100',
        reason: 'as-loop',
        text: 'our own AS is in its AS_PATH',
      },
    ],
    peers: [
      {
        address: '192.168.20.100',
        reason: 'not-advertised',
        text: 'it is up and has not advertised it',
      },
    ],
    ownReasons: [],
  },
};

export const advertisement: AdvertisementAnswer = {
  now,
  advertisement: {
    family,
    prefix,
    peer: '192.168.20.100',
    advertised: false,
    reason: 'withheld',
    text: 'it has the community no-export',
    routes: [],
  },
};
