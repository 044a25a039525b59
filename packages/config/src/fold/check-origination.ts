import { familyNames } from '@bgpeer/bgp-wire';
import type { ConfigDocument } from '../document/config-document.ts';
import { networkParts, type StaticRouteDocument } from '../document/origination-document.ts';
import type { ProblemCollector } from './problem-collector.ts';

/** What is originated, each thing once, and aggregates that make sense. */
export function checkOrigination(document: ConfigDocument, collector: ProblemCollector): void {
  const { aggregates, networks, redistribute, staticRoutes } = document;
  const prefixes = networks.map((network) => networkParts(network).prefix);
  warnOfRepetitions('networks', prefixes, collector);
  warnOfRepetitions(
    'redistribute',
    redistribute.map(({ family, protocol }) => `${protocol} (${family})`),
    collector,
  );
  warnOfRepetitions('staticRoutes', staticRoutes.map(staticRouteName), collector);
  warnOfRepetitions(
    'aggregates',
    aggregates.map(({ prefix }) => prefix),
    collector,
  );
  checkAggregates(document, collector);
  noteUselessUnsuppressMaps(document, collector);
}

function warnOfRepetitions(
  key: 'networks' | 'redistribute' | 'staticRoutes' | 'aggregates',
  names: readonly string[],
  collector: ProblemCollector,
): void {
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) === index) continue;
    collector.warn([key, index], `${name} stands here twice`, 'each once', 'remove one');
  }
}

function staticRouteName({ gateway, interfaceName, prefix }: StaticRouteDocument): string {
  return [prefix, gateway, interfaceName].filter((word) => word !== undefined).join(' ');
}

function checkAggregates(document: ConfigDocument, collector: ProblemCollector): void {
  for (const [index, aggregate] of document.aggregates.entries()) {
    if (aggregate.summaryOnly === true && aggregate.suppressMap !== undefined) {
      collector.error(
        ['aggregates', index, 'suppressMap'],
        `${aggregate.prefix}: summary-only suppresses everything, suppress-map a part`,
        'one of the two',
        'take summary-only or suppress-map away',
      );
    }
    if (aggregate.asSet === true) {
      collector.warn(
        ['aggregates', index, 'asSet'],
        `${aggregate.prefix}: who obeys RFC 9774 takes a route with an AS_SET for withdrawn`,
        'no as-set',
        'take as-set away',
      );
    }
  }
}

function noteUselessUnsuppressMaps(document: ConfigDocument, collector: ProblemCollector): void {
  const suppresses = document.aggregates.some(
    ({ summaryOnly, suppressMap }) => summaryOnly === true || suppressMap !== undefined,
  );
  if (suppresses) return;
  const groups = Object.entries(document.peerGroups).map(
    ([name, settings]) => [['peerGroups', name], settings] as const,
  );
  const peers = document.peers.map((peer, index) => [['peers', index], peer] as const);
  for (const [path, { families }] of [...groups, ...peers]) {
    for (const family of familyNames) {
      if (families?.[family]?.unsuppressMap === undefined) continue;
      collector.note(
        [...path, 'families', family, 'unsuppressMap'],
        'unsuppress-map changes nothing: no aggregate suppresses anything',
        'an aggregate with summary-only or suppress-map',
        'take it away, or add such an aggregate',
      );
    }
  }
}
