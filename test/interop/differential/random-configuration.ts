import type { RandomChoices } from './random-choices.ts';
import { attachableLists, randomPolicies, routeMaps } from './random-policies.ts';
import { device, type Feeder } from './scenario.ts';

/** An frr.conf for the device: its switches, neighbors and policies drawn. */
export function randomConfiguration(choices: RandomChoices, feeders: readonly Feeder[]): string {
  return [
    'hostname device',
    ...randomPolicies(choices),
    `router bgp ${device.asNumber}`,
    ` bgp router-id ${device.bgpIdentifier}`,
    ' no bgp ebgp-requires-policy',
    ' no bgp network import-check',
    ' coalesce-time 100',
    // With it FRR 8.4.4 takes a route that loses a MED of 0 for the one it had, and does not send it again.
    ' no bgp suppress-duplicates',
    ...decisionLines(choices).map((line) => ` ${line}`),
    ...feeders.flatMap((feeder) => neighborLines(choices, feeder)).map((line) => ` ${line}`),
    ' address-family ipv4 unicast',
    ...familyLines(choices).map((line) => `  ${line}`),
    ...feeders.flatMap((feeder) => neighborFamilyLines(choices, feeder)).map((line) => `  ${line}`),
    ' exit-address-family',
    'exit',
    '',
  ].join('\n');
}

function decisionLines(choices: RandomChoices): string[] {
  return [
    // Without it FRR's outcome hangs on the order of arrival within one run of its decision process.
    'bgp deterministic-med',
    ...choices.lines(0.7, 'bgp bestpath compare-routerid'),
    ...choices.lines(0.2, 'bgp bestpath peer-type multipath-relax'),
    ...choices.lines(0.5, 'bgp bestpath as-path multipath-relax'),
    ...choices.lines(0.25, 'bgp always-compare-med'),
    ...choices.lines(0.3, 'bgp bestpath med missing-as-worst'),
    ...choices.lines(0.1, 'bgp bestpath as-path ignore'),
    ...choices.lines(0.2, 'bgp cluster-id 10.9.9.9'),
    ...choices.lines(0.2, 'no bgp client-to-client reflection'),
    ...choices.lines(0.2, 'bgp default local-preference 150'),
    ...choices.lines(0.3, 'bgp route-reflector allow-outbound-policy'),
  ];
}

function familyLines(choices: RandomChoices): string[] {
  return [
    ...choices.lines(0.8, `maximum-paths ${choices.number(1, 4)}`),
    ...choices.lines(
      0.7,
      `maximum-paths ibgp ${choices.number(1, 4)}${choices.chance(0.3) ? ' equal-cluster-length' : ''}`,
    ),
    ...choices.lines(0.4, 'network 10.200.0.0/16'),
    ...choices.lines(
      0.2,
      `network 10.2.0.0/16${choices.chance(0.5) ? ` route-map ${choices.one(routeMaps)}` : ''}`,
    ),
    ...choices.lines(0.4, `aggregate-address 10.1.0.0/16${aggregateWords(choices)}`),
  ];
}

/**
 * Neither `as-set` nor `suppress-map`: what FRR 8.4.4 makes of them hangs on the order in which routes came; nor
 * `matching-MED-only`: it holds the MEDs of paths against each other that are not selected.
 */
function aggregateWords(choices: RandomChoices): string {
  return choices.one(['', ' origin igp', ' origin egp']) + choices.one(['', ' summary-only']);
}

function neighborLines(choices: RandomChoices, { address, asNumber }: Feeder): string[] {
  const isExternal = asNumber !== device.asNumber;
  return [
    `neighbor ${address} remote-as ${asNumber}`,
    `neighbor ${address} passive`,
    `neighbor ${address} timers 0 0`,
    ...(isExternal ? choices.lines(0.15, `neighbor ${address} local-as 64999${localAsWords(choices)}`) : []),
  ];
}

function localAsWords(choices: RandomChoices): string {
  return choices.one(['', ' no-prepend', ' no-prepend replace-as']);
}

function neighborFamilyLines(choices: RandomChoices, { address, asNumber }: Feeder): string[] {
  const neighbor = `neighbor ${address}`;
  const isExternal = asNumber !== device.asNumber;
  return [
    ...choices.lines(0.35, `${neighbor} route-map ${choices.one(routeMaps)} in`),
    ...choices.lines(0.35, `${neighbor} route-map ${choices.one(routeMaps)} out`),
    ...choices.lines(0.15, `${neighbor} prefix-list ${choices.one(attachableLists.prefixLists)} in`),
    ...choices.lines(0.15, `${neighbor} prefix-list ${choices.one(attachableLists.prefixLists)} out`),
    ...choices.lines(0.1, `${neighbor} filter-list ${choices.one(attachableLists.asPathLists)} in`),
    ...choices.lines(0.1, `${neighbor} filter-list ${choices.one(attachableLists.asPathLists)} out`),
    ...choices.lines(0.15, `${neighbor} weight ${choices.number(0, 2) * 100}`),
    ...choices.lines(0.15, `${neighbor} allowas-in ${choices.number(1, 3)}`),
    ...choices.lines(0.1, `no ${neighbor} send-community`),
    // Without a route-map: FRR 8.4.4 asks that once, when the session comes up, and not again.
    ...choices.lines(0.15, `${neighbor} default-originate`),
    ...choices.lines(0.15, `${neighbor} unsuppress-map ${choices.one(routeMaps)}`),
    ...choices.lines(0.15, `${neighbor} soft-reconfiguration inbound`),
    ...(isExternal ? externalLines(choices, neighbor, asNumber) : internalLines(choices, neighbor)),
  ];
}

function externalLines(choices: RandomChoices, neighbor: string, asNumber: number): string[] {
  return [
    // FRR 8.4.4 asks for the AS number of one peer of an update group only: so none but those of one AS are drawn.
    ...choices.lines(asNumber === 65_001 ? 0.3 : 0, `${neighbor} as-override`),
    ...choices.lines(
      asNumber === 65_001 ? 0.4 : 0,
      `${neighbor} remove-private-AS${choices.one(['', ' all', ' replace-AS', ' all replace-AS'])}`,
    ),
    ...choices.lines(0.1, `${neighbor} attribute-unchanged ${choices.one(['as-path', 'med', 'next-hop'])}`),
    ...choices.lines(0.1, `${neighbor} route-server-client`),
  ];
}

function internalLines(choices: RandomChoices, neighbor: string): string[] {
  return [
    ...choices.lines(0.5, `${neighbor} route-reflector-client`),
    ...choices.lines(0.3, `${neighbor} next-hop-self${choices.chance(0.4) ? ' force' : ''}`),
  ];
}
