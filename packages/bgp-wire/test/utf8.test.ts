import {
  decodeShutdownCommunication,
  decodeUtf8,
  encodeShutdownCommunication,
  encodeUtf8,
  escapeControlCharacters,
  formatNotification,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const anyText = fc.string({ unit: 'binary', maxLength: 400 });

describe('UTF-8', () => {
  test('is written as the platform writes it, lone surrogates included', () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.array(unit).map((units) => units.join('')),
        ),
        (text) => {
          expect(encodeUtf8(text)).toEqual(new Uint8Array(new TextEncoder().encode(text)));
        },
      ),
    );
  });

  test('is read as the platform reads it, whatever the octets', () => {
    const octet = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x9f, 0xa0, 0xbf, 0xc2),
    );
    const platform = new TextDecoder('utf-8', { ignoreBOM: true });
    fc.assert(
      fc.property(
        fc.array(octet, { maxLength: 30 }).map((list) => Uint8Array.from(list)),
        (octets) => {
          const { text, valid } = decodeUtf8(octets);
          expect(text).toBe(platform.decode(octets));
          let isValid = true;
          try {
            new TextDecoder('utf-8', { fatal: true }).decode(octets);
          } catch {
            isValid = false;
          }
          expect(valid).toBe(isValid);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('Shutdown Communication (RFC 9003)', () => {
  test('comes back whole, or cut between characters at 255 octets', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const data = encodeShutdownCommunication(text);
        expect(data.length).toBeLessThanOrEqual(256);
        expect(data[0]).toBe(data.length - 1);
        const back = decodeShutdownCommunication(data) ?? '';
        const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));
        expect(whole.startsWith(back)).toBe(true);
        const lost = whole.slice(back.length);
        if (lost !== '') {
          const next = String.fromCodePoint(lost.codePointAt(0)!);
          expect(data.length - 1 + Buffer.byteLength(next)).toBeGreaterThan(255);
        }
      }),
    );
  });

  test('is not there when it is empty or its length overruns the data', () => {
    expect(decodeShutdownCommunication(new Uint8Array())).toBeUndefined();
    expect(decodeShutdownCommunication(Uint8Array.of(0))).toBeUndefined();
    expect(decodeShutdownCommunication(Uint8Array.of(3, 65, 66))).toBeUndefined();
  });
});

describe('formatNotification', () => {
  const empty = new Uint8Array();
  test.each([
    [1, 0, empty, 'Message Header Error/Unspecific'],
    [1, 2, Uint8Array.of(0, 18), 'Message Header Error/Bad Message Length'],
    [2, 2, Uint8Array.of(0xfe, 0xb0), 'OPEN Message Error/Bad Peer AS'],
    [3, 9, empty, 'UPDATE Message Error/Optional Attribute Error'],
    [4, 0, empty, 'Hold Timer Expired'],
    [5, 1, empty, 'Finite State Machine Error/Receive Unexpected Message in OpenSent State'],
    [6, 3, empty, 'Cease/Peer De-configured'],
    [6, 2, empty, 'Cease/Administrative Shutdown'],
    [
      6,
      2,
      encodeShutdownCommunication('maintenance tonight'),
      'Cease/Administrative Shutdown (maintenance tonight)',
    ],
    [6, 9, Uint8Array.of(6, 4), 'Cease/Hard Reset (Cease/Administrative Reset)'],
    [6, 9, Uint8Array.of(6, 9, 6, 9), 'Cease/Hard Reset'],
    [7, 1, empty, 'ROUTE-REFRESH Message Error/Invalid Message Length'],
    [8, 0, empty, 'Send Hold Timer Expired'],
    [6, 99, empty, 'Cease/Subcode 99'],
    [99, 1, empty, 'Error Code 99/Subcode 1'],
  ])('says %i/%i in words', (code, subcode, data, text) => {
    expect(formatNotification({ code, subcode, data })).toBe(text);
  });

  test('lets nothing through that a terminal obeys', () => {
    const data = encodeShutdownCommunication('\u001b[2Jbye\r\n\u009b1m\u202eevil\u2028');
    expect(formatNotification({ code: 6, subcode: 4, data })).toBe(
      'Cease/Administrative Reset (\\u{1b}[2Jbye\\u{d}\\u{a}\\u{9b}1m\\u{202e}evil\\u{2028})',
    );
  });

  test('is one printable line whatever comes', () => {
    const uint8 = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(uint8, uint8, fc.uint8Array({ maxLength: 300 }), (code, subcode, data) => {
        const text = formatNotification({ code, subcode, data });
        expect(text).toBe(escapeControlCharacters(text));
        expect(text.length).toBeGreaterThan(0);
      }),
    );
  });
});
