import { noPolicyDefinitions } from '@bgpeer/policy';
import { peerFamilySettings } from '@bgpeer/testkit';
import { expect, test } from 'vitest';
import { advertisement, capabilities, learnedBy, routeAttributes } from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const [source, target] = ['192.0.2.2', '192.0.2.3'];
const [long, plain] = ['10.9.0.0/16', '10.8.0.0/16'];
/** Nearly all that an attribute, and a message, holds. */
const communities = Array.from({ length: 16_360 }, (_, place) => 0x0001_0000 + place);

/** A route with nearly too many communities, and one with none; a route-map adds fifty, on the way in or out. */
function scene(direction: 'in' | 'out') {
  const added = Array.from({ length: 50 }, (_, place) => 0x0002_0000 + place);
  const sets = [{ set: 'communities', communities: added, additive: true }] as const;
  const entries = [{ sequence: 10, action: 'permit', matches: [], sets }] as const;
  const filters = { routeMap: 'ADD' };
  const settings = (direction: 'in' | 'out', here: boolean) => ({
    families: {
      'ipv4-unicast': peerFamilySettings({
        ...(here && { [direction === 'in' ? 'importFilters' : 'exportFilters']: filters }),
      }),
    },
  });
  const extended = (asNumber: number) =>
    capabilities(asNumber, ['ipv4-unicast'], { name: 'extended-message' });
  const made = routerAndScripts(
    [
      { address: source, capabilities: extended(65_001), peer: settings('in', direction === 'in') },
      {
        address: target,
        asNumber: 65_002,
        capabilities: extended(65_002),
        peer: settings('out', direction === 'out'),
      },
    ],
    { policies: { ...noPolicyDefinitions, routeMaps: [{ name: 'ADD', entries }] } },
  );
  made.peers[0].send(advertisement([plain]));
  made.peers[0].send(advertisement([long], routeAttributes({ communities })));
  made.network.settle();
  expect(made.router.isEstablished(source)).toBe(true);
  expect([...learnedBy(made.peers[1]).keys()]).toEqual([plain]);
  return made;
}

test('what import makes longer than an attribute can be is not used', () => {
  const { router } = scene('in');
  expect(router.prefix(long)!.routes).toMatchObject([
    { valid: false, explanation: { outcome: 'ineligible', reason: 'attributes-too-long' } },
  ]);
});

test('what export makes longer than an attribute can be is not advertised', () => {
  const { router } = scene('out');
  expect(router.router.explainAdvertisement(target, 'ipv4-unicast', long)).toMatchObject({
    advertised: false,
    routes: [{ withheld: { why: 'too-long' } }],
  });
});
