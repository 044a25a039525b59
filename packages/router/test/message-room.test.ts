import {
  encodeAttributeBlock,
  type PathAttributes,
  UpdatePacker,
  withNextHopAttribute,
} from '@bgpeer/bgp-wire';
import { describe, expect, test } from 'vitest';
import type { ExportOptions } from '../src/export/export-options.ts';
import { withheldAsTooLong } from '../src/export/message-room.ts';
import { externalExportOptions } from './support/export-options.ts';
import { asPath, routeAttributes } from './support/messages.ts';

const ipv4Octets = new Uint8Array(4);
const ipv6Octets = new Uint8Array(16);
const addPath = { send: { paths: 'all' } } as const;

/** What is too long for a message is what the packer of UPDATEs has no room for, to the octet. */
describe.each([
  { name: 'NEXT_HOP', nextHop: '192.0.2.1', octets: ipv4Octets, options: {} },
  { name: 'NEXT_HOP and path identifiers', nextHop: '192.0.2.1', octets: ipv4Octets, options: { addPath } },
  {
    name: 'two octets for an AS number',
    nextHop: '192.0.2.1',
    octets: ipv4Octets,
    options: { fourOctetAsNumbers: false },
  },
  { name: 'IPv4 over IPv6', nextHop: 'fd00::1', octets: ipv6Octets, options: { extendedNextHop: true } },
  { name: 'IPv6', nextHop: 'fd00::1', octets: ipv6Octets, options: { family: 'ipv6-unicast' } },
] as const)('$name', ({ nextHop, octets, options: changed }) => {
  const options = { ...externalExportOptions({}), ...changed };

  test.each([0, 1, 2, 3])('from 980 communities on, beside an AS_PATH of %i more AS numbers', (more) => {
    const path = asPath(65_001, ...Array.from({ length: more }, () => 65_002));
    const verdicts = Array.from({ length: 40 }, (_, place) => {
      const communities = Array.from({ length: 980 + place }, (_each, value) => value);
      const attributes = routeAttributes({ asPath: path, nextHop, communities });
      const isTooLong = withheldAsTooLong(attributes, options) !== undefined;
      expect([place, isTooLong]).toEqual([place, !hasRoom(attributes, octets, options)]);
      return isTooLong;
    });
    expect(new Set(verdicts).size).toBe(2);
  });
});

test('what is short is not even measured', () => {
  expect(
    withheldAsTooLong(routeAttributes(), { ...externalExportOptions({}), messageOctetsMax: 30 }),
  ).toBeUndefined();
});

function hasRoom(attributes: PathAttributes, nextHop: Uint8Array, options: ExportOptions): boolean {
  const { family, fourOctetAsNumbers, messageOctetsMax } = options;
  const isClassic = family === 'ipv4-unicast' && nextHop.length === 4;
  const packer = new UpdatePacker({
    family,
    form: isClassic ? 'classic' : 'multiprotocol',
    addPath: options.addPath !== undefined,
    messageOctetsMax,
    emit: () => undefined,
  });
  const block = encodeAttributeBlock(attributes, { fourOctetAsNumbers, nextHop: 'omitted' });
  return packer.beginReachable(isClassic ? withNextHopAttribute(block, nextHop) : block, nextHop);
}
