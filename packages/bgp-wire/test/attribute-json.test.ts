import { encodeMessage, messageFromJson, type PathAttributes } from '@bgpeer/bgp-wire';
import { expect, test } from 'vitest';
import { wideContext } from './octets.ts';

const fromJson = (attributes: PathAttributes) =>
  messageFromJson({
    type: 'UPDATE',
    withdrawn: [],
    nlri: [{ prefix: '192.0.2.0/24' }],
    attributes: { origin: 'IGP', asPath: [], nextHop: '192.0.2.1', ...attributes },
  });

const octets = (count: number) => '00'.repeat(count);

test.each<[string, PathAttributes]>([
  [
    '/attributes/tunnelEncapsulations/0/subTlvs/0/value',
    { tunnelEncapsulations: [{ tunnelType: 8, subTlvs: [{ type: 127, value: octets(256) }] }] },
  ],
  [
    '/attributes/bfdDiscriminator/tlvs/0/value',
    { bfdDiscriminator: { mode: 1, discriminator: 1, tlvs: [{ type: 200, value: octets(256) }] } },
  ],
  [
    '/attributes/nextHopCharacteristics/nextHop',
    {
      nextHopCharacteristics: {
        afi: 1,
        safi: 1,
        nextHop: octets(256),
        characteristics: [{ type: 1, value: '' }],
      },
    },
  ],
  [
    '/attributes/attributeSet/attributes/nextHop',
    { attributeSet: { originAsNumber: 1, attributes: { nextHop: '::1' } } },
  ],
])('an attribute that no octets can hold is told of at its place: %s', (path, attributes) => {
  expect(fromJson(attributes)).toMatchObject({ problems: [{ path }] });
});

test.each<PathAttributes>([
  { tunnelEncapsulations: [{ tunnelType: 8, subTlvs: [{ type: 128, value: octets(300) }] }] },
  { bfdDiscriminator: { mode: 1, discriminator: 1, tlvs: [{ type: 200, value: octets(255) }] } },
  { attributeSet: { originAsNumber: 1, attributes: { nextHop: '192.0.2.1' } } },
  // Malformed ones can be written: somebody has to test the others.
  { prefixSid: [{ type: 1, value: '00' }] },
  { pmsiTunnel: { flags: 0, tunnelType: 255, label: 0, tunnelIdentifier: '' } },
])('%j can be written', (attributes) => {
  const result = fromJson(attributes);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  expect(encodeMessage(result.message, wideContext).length).toBeGreaterThan(23);
});
