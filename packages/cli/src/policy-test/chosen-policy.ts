import { type FamilyName, parseAddress, parsePrefix, prefixContainsAddress } from '@bgpeer/bgp-wire';
import {
  type CompiledPolicy,
  compilePolicies,
  directionVerdict,
  type PolicyContext,
  type PolicyDecision,
} from '@bgpeer/policy';
import type { PeerSettings, RouterConfiguration } from '@bgpeer/router';
import { CommandFailure } from '../exit-code.ts';

/** What a route is run through. */
export interface ChosenPolicy {
  /** For people: `route-map IN`, `neighbor 192.0.2.1 in`. */
  readonly name: string;
  /** Without one, `decidedBy` says what becomes of every route. */
  readonly policy: CompiledPolicy | undefined;
  readonly permitted: boolean;
  readonly decidedBy: PolicyDecision;
  /** What the configuration says of the session. */
  readonly context: PolicyContext;
  /** Weight of what the neighbor sends. */
  readonly weight: number;
}

/** Flags that say which policy is meant. */
export interface PolicyChoice {
  readonly 'route-map'?: string;
  readonly neighbor?: string;
  readonly in: boolean;
  readonly out: boolean;
}

/** The policy that the flags name; one that is not there, or none or two of them, is a CommandFailure. */
export function chosenPolicy(
  configuration: RouterConfiguration,
  family: FamilyName,
  { 'route-map': routeMap, neighbor, in: isIn, out: isOut }: PolicyChoice,
): ChosenPolicy {
  if (routeMap !== undefined && neighbor === undefined && !isIn && !isOut) {
    return chosenRouteMap(configuration, routeMap);
  }
  if (routeMap !== undefined || neighbor === undefined || isIn === isOut) {
    throw new CommandFailure('which policy is to be tested is not clear', {
      exitCode: 2,
      fix: 'give --route-map NAME, or --neighbor ADDRESS with either --in or --out',
    });
  }
  return policyOfNeighbor(configuration, family, neighbor, isIn);
}

function chosenRouteMap({ policies, asNumber }: RouterConfiguration, name: string): ChosenPolicy {
  if (!policies.routeMaps.some((routeMap) => routeMap.name === name)) {
    const names = policies.routeMaps.map((routeMap) => routeMap.name);
    throw new CommandFailure(`there is no route-map ${name}`, {
      exitCode: 2,
      fix: names.length === 0 ? 'the configuration has no route-map' : `give one of ${names.join(', ')}`,
    });
  }
  return {
    name: `route-map ${name}`,
    policy: compilePolicies(policies).routeMap(name),
    permitted: true,
    decidedBy: { kind: 'permit-all' },
    context: { localAsNumber: asNumber },
    weight: 0,
  };
}

function policyOfNeighbor(
  configuration: RouterConfiguration,
  family: FamilyName,
  neighbor: string,
  isIn: boolean,
): ChosenPolicy {
  const settings = settingsOf(configuration, neighbor);
  const ofFamily = settings.families[family];
  if (ofFamily === undefined) {
    throw new CommandFailure(`neighbor ${neighbor} is not activated for ${family}`, {
      exitCode: 2,
      fix: 'give a prefix of a family that the neighbor has',
    });
  }
  const filters = isIn ? ofFamily.importFilters : ofFamily.exportFilters;
  const { permitted, decidedBy } = directionVerdict({
    session: sessionOf(settings, configuration.asNumber),
    attached: filters,
    ebgpRequiresPolicy: configuration.ebgpRequiresPolicy,
  });
  const localAsNumber = settings.localAs?.asNumber ?? configuration.asNumber;
  return {
    name: `neighbor ${neighbor} ${isIn ? 'in' : 'out'}`,
    policy: filters === undefined ? undefined : compilePolicies(configuration.policies).filters(filters),
    permitted,
    decidedBy: decisionOf(decidedBy),
    context: isIn
      ? { learnedFrom: neighbor, peerAddress: neighbor, localAsNumber }
      : { peerAddress: neighbor, localAddress: settings.localAddress, localAsNumber },
    weight: isIn ? ofFamily.weight : 0,
  };
}

/** Of the neighbor itself, or of the listen range that it would come from. */
function settingsOf({ peers, listenRanges }: RouterConfiguration, neighbor: string): PeerSettings {
  const address = parseAddress(neighbor);
  const peer = peers.find((one) => one.address === address);
  const isInside = (prefix: string) =>
    address !== undefined && prefixContainsAddress(parsePrefix(prefix)!, address);
  const settings = peer ?? listenRanges.find(({ prefix }) => isInside(prefix))?.settings;
  if (settings !== undefined) return settings;
  const addresses = peers.map((one) => one.address);
  throw new CommandFailure(`there is no neighbor ${neighbor}`, {
    exitCode: 2,
    fix: addresses.length === 0 ? 'the configuration has no neighbor' : `give one of ${addresses.join(', ')}`,
  });
}

/** A neighbor that may have any AS number counts as external: there RFC 8212 asks for a policy. */
function sessionOf({ remoteAs }: PeerSettings, asNumber: number): 'internal' | 'external' {
  const isInternal =
    remoteAs.kind === 'internal' || (remoteAs.kind === 'exactly' && remoteAs.asNumber === asNumber);
  return isInternal ? 'internal' : 'external';
}

function decisionOf(decidedBy: ReturnType<typeof directionVerdict>['decidedBy']): PolicyDecision {
  if (decidedBy === 'RFC 8212') return { kind: 'RFC 8212' };
  return decidedBy === 'attached-policy' ? { kind: 'permit-all' } : { kind: 'no-policy', why: decidedBy };
}
