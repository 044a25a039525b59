import {
  type LargeCommunity,
  type PathAttributes,
  parseCommunity,
  parseLargeCommunity,
} from '@bgpeer/bgp-wire';
import { communityPool, feedPrefixes, largeCommunityPool, pathAsNumbers } from './pools.ts';
import { RandomChoices } from './random-choices.ts';
import { randomConfiguration } from './random-configuration.ts';
import { device, type Feeder, type FeedStep, type FeedTurn, type Scenario } from './scenario.ts';

/** Who may feed: two of one neighbouring AS, two of others, and two of the device's own AS. */
const feederPool: readonly Feeder[] = [
  { address: '192.168.10.11', asNumber: 65_001, bgpIdentifier: '10.0.0.4' },
  { address: '192.168.10.12', asNumber: 65_001, bgpIdentifier: '10.0.0.3' },
  { address: '192.168.10.13', asNumber: 65_002, bgpIdentifier: '10.0.0.2' },
  { address: '192.168.10.14', asNumber: 4_200_000_003, bgpIdentifier: '10.0.0.1' },
  { address: '192.168.10.21', asNumber: device.asNumber, bgpIdentifier: '10.0.1.1' },
  { address: '192.168.10.22', asNumber: device.asNumber, bgpIdentifier: '10.0.1.2' },
  { address: '192.168.10.23', asNumber: device.asNumber, bgpIdentifier: '10.0.1.3' },
];

export const feederAddresses: readonly string[] = feederPool.map(({ address }) => address);

/** The scenario of a seed. */
export function randomScenario(seed: number): Scenario {
  const choices = new RandomChoices(seed);
  const feeders = choices.some(feederPool, 3, 6);
  const configuration = randomConfiguration(choices, feeders);
  const turns = Array.from({ length: feeders.length * 2 }, (_, turn) =>
    randomTurn(choices, feeders, turn % feeders.length),
  );
  return { seed, configuration, feeders, turns };
}

function randomTurn(choices: RandomChoices, feeders: readonly Feeder[], feeder: number): FeedTurn {
  const steps = choices.times(1, 4, (): FeedStep => {
    const prefixes = choices.some(feedPrefixes, 1, 4);
    if (choices.chance(0.15)) return { kind: 'withdraw', prefixes };
    return { kind: 'advertise', prefixes, attributes: randomAttributes(choices, feeders[feeder]) };
  });
  return { feeder, steps: onceEach(steps) };
}

/** Each prefix once in a turn: how many changes one run of a decision process takes at once differs. */
function onceEach(steps: readonly FeedStep[]): FeedStep[] {
  const said = new Set<string>();
  return steps.flatMap((step) => {
    const prefixes = step.prefixes.filter((prefix) => !said.has(prefix));
    for (const prefix of prefixes) said.add(prefix);
    return prefixes.length === 0 ? [] : [{ ...step, prefixes }];
  });
}

function randomAttributes(choices: RandomChoices, feeder: Feeder): PathAttributes {
  const isInternal = feeder.asNumber === device.asNumber;
  const further = choices.times(0, 3, () =>
    choices.one([...pathAsNumbers, ...choices.some([device.asNumber], 0, 1)]),
  );
  const asNumbers = isInternal ? further : [feeder.asNumber, ...further];
  const attributes: PathAttributes = {
    origin: choices.one(['IGP', 'IGP', 'EGP', 'INCOMPLETE']),
    asPath: asNumbers.length === 0 ? [] : [{ type: 'AS_SEQUENCE', asNumbers }],
    nextHop: feeder.address,
    ...(choices.chance(0.5) && { multiExitDisc: choices.one([0, 10, 20]) }),
    ...(choices.chance(0.6) && { communities: communities(choices) }),
    ...(choices.chance(0.4) && { largeCommunities: largeCommunities(choices) }),
  };
  return isInternal ? { ...attributes, ...internalAttributes(choices) } : attributes;
}

function internalAttributes(choices: RandomChoices): PathAttributes {
  return {
    localPref: choices.one([100, 100, 100, 200]),
    ...(choices.chance(0.2) && { originatorId: choices.one(['10.0.7.7', device.bgpIdentifier]) }),
    ...(choices.chance(0.2) && { clusterList: choices.some(['10.9.9.9', '10.8.8.8', '10.7.7.7'], 1, 2) }),
  };
}

function communities(choices: RandomChoices): number[] {
  return choices.some(communityPool, 1, 3).map((text) => parseCommunity(text)!);
}

function largeCommunities(choices: RandomChoices): LargeCommunity[] {
  return choices.some(largeCommunityPool, 1, 2).map((text) => parseLargeCommunity(text)!);
}
