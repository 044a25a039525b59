import type { AbsenceView, AdvertisementExplanation } from '@bgpeer/router';

/** `bgpeer explain missing`: why no route is selected for a prefix. */
export function absenceText(absence: AbsenceView): string[] {
  const { coveredBy, ownReasons, peers, prefix, routes, text } = absence;
  return [
    `${prefix}: ${text}`,
    ...section(
      'Learned, but not usable:',
      routes.map((route) => `from ${route.from}, next hop ${route.nextHop}: ${route.text}`),
    ),
    ...section(
      'Not learned from:',
      peers.map((peer) => `${peer.address}: ${peer.text}`),
    ),
    ...section('Not originated here:', ownReasons),
    ...(coveredBy === undefined ? [] : ['', `Packets for it take ${coveredBy}.`]),
  ];
}

/** `bgpeer explain missing --to`: why a peer was not sent a prefix. */
export function advertisementText(advertisement: AdvertisementExplanation): string[] {
  const { peer, prefix, routes, text } = advertisement;
  const lines = routes.flatMap((route) => [
    `from ${route.learnedFrom ?? 'this speaker'}: ${route.text}`,
    ...route.policySteps.map(({ text: step }) => `  ${step}`),
  ]);
  return [`${prefix} to ${peer}: ${text}`, ...section('Routes that could be sent:', lines)];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}
