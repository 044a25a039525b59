import {
  ceaseSubcode,
  decodeMessage,
  describeNotificationData,
  encodeShutdownCommunication,
  finiteStateMachineErrorSubcode,
  formatNotification,
  messageHeaderErrorSubcode,
  type NotificationContent,
  notificationCode,
  openMessageErrorSubcode,
  routeRefreshMessageErrorSubcode,
  updateMessageErrorSubcode,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hexOf, octetsOf, wideContext } from './octets.ts';

const content = (code: number, subcode: number, hex = ''): NotificationContent => ({
  code,
  subcode,
  data: octetsOf(hex),
});

const communication = (text: string) => hexOf(encodeShutdownCommunication(text));

describe('the data of a NOTIFICATION', () => {
  test.each<[number, number, string, object]>([
    [1, 2, '0012', { kind: 'message-length', octetCount: 18 }],
    [1, 2, '00', { kind: 'opaque', octets: '00' }],
    [1, 3, '09', { kind: 'message-type', typeCode: 9 }],
    [1, 3, '02', { kind: 'message-type', typeCode: 2, type: 'UPDATE' }],
    [2, 1, '0004', { kind: 'version', version: 4 }],
    [
      2,
      7,
      '0104000200014600',
      {
        kind: 'capabilities',
        capabilities: [{ name: 'multiprotocol', afi: 2, safi: 1 }, { name: 'enhanced-route-refresh' }],
      },
    ],
    [2, 7, '0104000200', { kind: 'opaque', octets: '0104000200' }],
    [3, 2, '40fa0107', { kind: 'attribute', flags: 0x40, code: 250, value: '07' }],
    [3, 3, '02', { kind: 'attribute-code', code: 2, name: 'AS_PATH' }],
    [3, 4, 'c0010100', { kind: 'attribute', flags: 0xc0, code: 1, name: 'ORIGIN', value: '00' }],
    [3, 5, '4001020000', { kind: 'attribute', flags: 0x40, code: 1, name: 'ORIGIN', value: '0000' }],
    [3, 6, '40010103', { kind: 'attribute', flags: 0x40, code: 1, name: 'ORIGIN', value: '03' }],
    [
      3,
      8,
      '40030400000000',
      { kind: 'attribute', flags: 0x40, code: 3, name: 'NEXT_HOP', value: '00000000' },
    ],
    [3, 9, 'c01c00', { kind: 'attribute', flags: 0xc0, code: 28, name: /Entropy Label/, value: '' }],
    [3, 9, 'c01c01', { kind: 'opaque', octets: 'c01c01' }],
    [3, 11, '0102', { kind: 'opaque', octets: '0102' }],
    [5, 3, '01', { kind: 'message-type', typeCode: 1, type: 'OPEN' }],
    [6, 1, '00020100000064', { kind: 'prefix-limit', afi: 2, safi: 1, prefixCountMax: 100 }],
    [6, 1, '0002', { kind: 'opaque', octets: '0002' }],
    [6, 2, communication('bye'), { kind: 'communication', text: 'bye' }],
    [6, 4, '05', { kind: 'opaque', octets: '05' }],
    [6, 9, '', { kind: 'none' }],
    [6, 9, '06', { kind: 'opaque', octets: '06' }],
    [6, 9, '0400', { kind: 'notification', code: 4, subcode: 0, data: { kind: 'none' } }],
    [
      6,
      9,
      `0602${communication('bye')}`,
      { kind: 'notification', code: 6, subcode: 2, data: { kind: 'communication', text: 'bye' } },
    ],
    [6, 9, '06090602', { kind: 'opaque', octets: '06090602' }],
    [6, 10, '', { kind: 'none' }],
    [7, 1, 'ff17', { kind: 'message', octets: 'ff17' }],
    [8, 0, '', { kind: 'none' }],
    [99, 1, 'aa', { kind: 'opaque', octets: 'aa' }],
  ])('%i/%i %s', (code, subcode, hex, described) => {
    const expected = { ...described };
    if ('name' in expected && expected.name instanceof RegExp)
      expected.name = expect.stringMatching(expected.name);
    expect(describeNotificationData(content(code, subcode, hex))).toEqual(expected);
  });

  test('that this codec sends say what was wrong', () => {
    const [marker, keepalive] = ['ff'.repeat(16), '001304'];
    const dataOf = (hex: string) => {
      const decoded = decodeMessage(octetsOf(hex), wideContext);
      if (!('fault' in decoded)) throw new Error('no fault');
      return describeNotificationData(decoded.fault.notification);
    };
    expect(dataOf(`${marker}001409`)).toMatchObject({ kind: 'message-length', octetCount: 20 });
    expect(dataOf(`${marker}00130a`)).toEqual({ kind: 'message-type', typeCode: 10 });
    expect(dataOf(`${marker}001d0103fde900b40a00000200`)).toEqual({ kind: 'version', version: 4 });
    const refresh = `${marker}001805000101010a`;
    expect(dataOf(refresh)).toEqual({ kind: 'message', octets: refresh });
    expect('fault' in decodeMessage(octetsOf(marker + keepalive), wideContext)).toBe(false);
  });

  test('never throw, and neither do their words', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 3, 5, 6, 7, 200),
        fc.integer({ min: 0, max: 12 }),
        fc.uint8Array({ maxLength: 30 }),
        (code, subcode, data) => {
          expect(describeNotificationData({ code, subcode, data }).kind).toBeDefined();
          expect(formatNotification({ code, subcode, data })).not.toMatch(/\p{Cc}/u);
        },
      ),
      { numRuns: 500 },
    );
    const stacked = octetsOf('0609'.repeat(30_000));
    expect(formatNotification({ code: 6, subcode: 9, data: stacked })).toBe('Cease/Hard Reset');
  });
});

describe('a NOTIFICATION in words', () => {
  test.each<[number, number, string, string]>([
    [2, 11, '', 'OPEN Message Error/Role Mismatch'],
    [2, 5, '', 'OPEN Message Error/Authentication Failure'],
    [3, 7, '', 'UPDATE Message Error/AS Routing Loop'],
    [4, 0, '', 'Hold Timer Expired'],
    [5, 2, '01', 'Finite State Machine Error/Receive Unexpected Message in OpenConfirm State'],
    [6, 10, '', 'Cease/BFD Down'],
    [7, 1, '', 'ROUTE-REFRESH Message Error/Invalid Message Length'],
    [8, 0, '', 'Send Hold Timer Expired'],
    [6, 9, '', 'Cease/Hard Reset'],
    [6, 9, '0400', 'Cease/Hard Reset (Hold Timer Expired)'],
    [
      6,
      9,
      `0602${communication('maintenance')}`,
      'Cease/Hard Reset (Cease/Administrative Shutdown (maintenance))',
    ],
    [6, 42, '', 'Cease/Subcode 42'],
    [9, 1, '', 'Error Code 9/Subcode 1'],
  ])('%i/%i %s: %s', (code, subcode, hex, words) => {
    expect(formatNotification(content(code, subcode, hex))).toBe(words);
  });

  test('every code and subcode there is a constant for has a name', () => {
    const { messageHeaderError, openMessageError, updateMessageError } = notificationCode;
    const { finiteStateMachineError, cease, routeRefreshMessageError } = notificationCode;
    for (const [code, subcodes] of [
      [messageHeaderError, messageHeaderErrorSubcode],
      [openMessageError, openMessageErrorSubcode],
      [updateMessageError, updateMessageErrorSubcode],
      [finiteStateMachineError, finiteStateMachineErrorSubcode],
      [cease, ceaseSubcode],
      [routeRefreshMessageError, routeRefreshMessageErrorSubcode],
    ] as const) {
      for (const subcode of Object.values(subcodes)) {
        expect(formatNotification(content(code, subcode))).not.toMatch(/Code|Subcode/);
      }
    }
  });
});
