import { noPolicyDefinitions } from '@bgpeer/policy';
import type { RouterConfiguration } from '@bgpeer/router';
import { peerConfiguration, routerConfiguration } from '@bgpeer/testkit';
import type { HoloConfiguration } from './holo-rows.ts';

/** The prefixes of the one prefix-set are redistributed; every neighbor takes and is sent everything. */
export function configurationOf(written: HoloConfiguration): RouterConfiguration {
  const protocols = written['ietf-routing:routing']['control-plane-protocols']['control-plane-protocol'];
  const { global, neighbors } = protocols.find((protocol) => 'ietf-bgp:bgp' in protocol)!['ietf-bgp:bgp']!;
  const sets = written['ietf-routing-policy:routing-policy']['defined-sets']['prefix-sets']['prefix-set'];
  const family = 'ipv4-unicast';
  return routerConfiguration({
    asNumber: global.as,
    bgpIdentifier: global.identifier,
    redistribute: [{ family, protocol: 'connected', metric: undefined, routeMap: 'REDIST' }],
    policies: {
      ...noPolicyDefinitions,
      prefixLists: sets.map(({ name, prefixes }) => ({
        name,
        family,
        entries: prefixes['prefix-list'].map((entry, index) => ({
          sequence: index + 1,
          action: 'permit',
          prefix: entry['ip-prefix'],
        })),
      })),
      routeMaps: [
        {
          name: 'REDIST',
          entries: [
            {
              sequence: 1,
              action: 'permit',
              matches: [{ match: 'prefix-list', family, list: sets[0].name }],
              sets: [],
            },
          ],
        },
      ],
    },
    peers: neighbors.neighbor.map((neighbor) =>
      peerConfiguration(neighbor['remote-address'], {
        remoteAs: { kind: 'exactly', asNumber: neighbor['peer-as'] },
        holdTimeSeconds: 90,
        keepaliveTimeSeconds: 30,
        passive: true,
        // Holo sends nobody what has their AS number in its path.
        senderAsPathLoopDetection: true,
      }),
    ),
  });
}
