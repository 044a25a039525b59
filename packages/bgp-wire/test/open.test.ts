import {
  type Capability,
  checkOpen,
  decodeMessage,
  encodeMessage,
  type MessageFault,
  type OpenMessage,
} from '@bgpeer/bgp-wire';
import { describe, expect, test } from 'vitest';
import { messageAround, wideContext } from './octets.ts';

function decodeOpen(octets: Uint8Array): OpenMessage | MessageFault {
  const decoded = decodeMessage(octets, wideContext);
  if ('fault' in decoded) return decoded.fault;
  if (decoded.message.type !== 'OPEN') throw new Error(`a ${decoded.message.type}`);
  return decoded.message;
}

function capabilitiesOf(octets: Uint8Array): readonly Capability[] {
  const open = decodeOpen(octets);
  if ('notification' in open) throw new Error(open.detail);
  return open.capabilities;
}

const unspecific = { code: 2, subcode: 0, data: new Uint8Array() };

describe('capabilities', () => {
  const capabilityOf = (hex: string) => {
    const count = (hex.length / 2).toString(16).padStart(2, '0');
    const parameters = `02${count}${hex}`;
    const total = (parameters.length / 2).toString(16).padStart(2, '0');
    return capabilitiesOf(messageAround(1, `04fde900b40a000002${total}${parameters}`))[0];
  };

  test.each<[string, Capability]>([
    [
      '0309000100010201030202',
      {
        name: 'outbound-route-filtering',
        families: [
          {
            afi: 1,
            safi: 1,
            filters: [
              { type: 1, mode: 'both' },
              { type: 2, mode: 'send' },
            ],
          },
        ],
      },
    ],
    ['0703080001', { name: 'bgpsec', version: 0, direction: 'send', afi: 1 }],
    ['080400010405', { name: 'multiple-labels', families: [{ afi: 1, safi: 4, labelCountMax: 5 }] }],
    ['090103', { name: 'role', role: 'customer' }],
    ['43020142', { name: 'dynamic-capability', value: '0142' }],
    ['440100', { name: 'multisession', value: '00' }],
    [
      '470700020180015180',
      {
        name: 'long-lived-graceful-restart',
        families: [{ afi: 2, safi: 1, forwardingPreserved: true, staleTimeSeconds: 86_400 }],
      },
    ],
    ['480400010403', { name: 'routing-policy-distribution', families: [{ afi: 1, safi: 4, mode: 'both' }] }],
    ['4a00', { name: 'bfd-strict-mode' }],
    ['4b0403312e30', { name: 'software-version', version: '1.0' }],
    ['4c050001010008', { name: 'paths-limit', families: [{ afi: 1, safi: 1, pathCountMax: 8 }] }],
    ['4d00', { name: 'link-local-next-hop' }],
    // Values that say nothing known, or not all of it.
    ['090107', { name: 'unrecognized', code: 9, value: '07' }],
    ['4a0100', { name: 'unrecognized', code: 74, value: '00' }],
    ['4b0402312e30', { name: 'unrecognized', code: 75, value: '02312e30' }],
    ['4b0201ff', { name: 'unrecognized', code: 75, value: '01ff' }],
    ['0700', { name: 'unrecognized', code: 7, value: '' }],
    ['0803000104', { name: 'unrecognized', code: 8, value: '000104' }],
    ['4706000201800151', { name: 'unrecognized', code: 71, value: '000201800151' }],
    ['480400010404', { name: 'unrecognized', code: 72, value: '00010404' }],
  ])('%s', (hex, capability) => {
    expect(capabilityOf(hex)).toEqual(capability);
  });
});

describe('the longer form of RFC 9072', () => {
  test('is read whatever the first length says, except 0', () => {
    const body = '04fde900b40a000002';
    const parameters = 'ff0005020002' + '0200';
    const read = (length: string) => decodeOpen(messageAround(1, `${body}${length}${parameters}`));
    expect(read('ff')).toMatchObject({ capabilities: [{ name: 'route-refresh' }] });
    expect(read('07')).toMatchObject({ capabilities: [{ name: 'route-refresh' }] });
    expect(read('00')).toMatchObject({ notification: unspecific });
  });

  test('is written from 254 octets of capabilities on', () => {
    const withOctets = (octetCount: number): OpenMessage => ({
      type: 'OPEN',
      version: 4,
      myAutonomousSystem: 65001,
      holdTimeSeconds: 9,
      bgpIdentifier: '192.0.2.1',
      capabilities: [
        { name: 'unrecognized', code: 200, value: '00'.repeat(200) },
        { name: 'unrecognized', code: 201, value: '00'.repeat(octetCount - 204) },
      ],
    });
    const short = encodeMessage(withOctets(253), wideContext);
    expect([short[28], short[29]]).toEqual([255, 2]);
    expect(short.length).toBe(29 + 255);
    const long = encodeMessage(withOctets(254), wideContext);
    expect([...long.subarray(28, 35)]).toEqual([255, 255, 1, 1, 2, 0, 254]);
    expect(decodeOpen(long)).toEqual(withOctets(254));
  });
});

describe('faults (RFC 4271, section 6.2)', () => {
  test('another version is answered with ours', () => {
    const fault = decodeOpen(messageAround(1, '0501020304ff00000100'));
    expect(fault).toMatchObject({ notification: { code: 2, subcode: 1, data: Uint8Array.of(0, 4) } });
  });

  test.each([
    ['another parameter than capabilities', '0401000102', 'a', 4],
    ['a parameter that overruns the message', '02040104', 'a', 0],
    ['a length that says more', '0202', '9', 0],
  ])('%s', (_, parameters, holdTime, subcode) => {
    const count = (parameters.length / 2).toString(16).padStart(2, '0');
    const octets = messageAround(1, `04fde9000${holdTime}0a000002${count}${parameters}`);
    expect(decodeOpen(octets)).toMatchObject({ notification: { code: 2, subcode } });
  });

  const sound: OpenMessage = {
    type: 'OPEN',
    version: 4,
    myAutonomousSystem: 65001,
    holdTimeSeconds: 9,
    bgpIdentifier: '192.0.2.1',
    capabilities: [],
  };
  test.each([
    [{ holdTimeSeconds: 0 }, undefined],
    [{ holdTimeSeconds: 3 }, undefined],
    [{ holdTimeSeconds: 1 }, 6],
    [{ holdTimeSeconds: 2 }, 6],
    [{ bgpIdentifier: '0.0.0.0' }, 3],
    // RFC 6286, section 2.1: any number but zero.
    [{ bgpIdentifier: '224.0.0.1' }, undefined],
    [{ version: 3 }, 1],
  ])('checkOpen of %j', (change, subcode) => {
    expect(checkOpen({ ...sound, ...change })?.notification.subcode).toBe(subcode);
  });
});
