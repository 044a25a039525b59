import { OctetReader } from '../octets/octet-reader.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import { formatEthernetOctets, macAddressOctetCount, parseMacAddress } from './ethernet-addresses.ts';
import { formatIpv4, parseIpv4 } from './ipv4-text.ts';

/** Part of an extended community's value, and the text it reads as. */
export interface CommunityField {
  /** The text of the octets at the reader, '' for none; undefined when they are not what the field expects. */
  readonly format: (reader: OctetReader) => string | undefined;
  /** Writes what the text stands for; false when it is not such a text. */
  readonly parse: (text: string, writer: OctetWriter) => boolean;
  /** Into how many parts colons split the text. */
  readonly textPartCount: 0 | 1 | 6;
}

/** Fields one behind the other, with colons between their texts. */
export type CommunityForm = readonly CommunityField[];

/** The text of a value; undefined when it does not have that form. */
export function formatFields(form: CommunityForm, value: Uint8Array): string | undefined {
  const reader = new OctetReader(value);
  const texts: string[] = [];
  for (const field of form) {
    const text = field.format(reader);
    if (text === undefined) return undefined;
    if (field.textPartCount > 0) texts.push(text);
  }
  return reader.failed || reader.remaining > 0 ? undefined : texts.join(':');
}

/** The octets that the parts of a text stand for; undefined when they do not have that form. */
export function parseFields(form: CommunityForm, parts: readonly string[]): Uint8Array | undefined {
  const writer = new OctetWriter();
  let next = 0;
  for (const field of form) {
    const text = parts.slice(next, next + field.textPartCount).join(':');
    next += field.textPartCount;
    if (next > parts.length || !field.parse(text, writer)) return undefined;
  }
  return next === parts.length ? writer.finish() : undefined;
}

export const uint8Field = numberField(1);
export const uint16Field = numberField(2);
export const uint24Field = numberField(3);
export const uint32Field = numberField(4);

/** A four-octet AS number; one that two octets would hold is written as asdot (RFC 5396), to tell the two apart: `0.65000`. */
export const fourOctetAsField: CommunityField = {
  textPartCount: 1,
  format(reader) {
    const asNumber = reader.uint32();
    return asNumber > 0xffff ? `${asNumber}` : `0.${asNumber}`;
  },
  parse(text, writer) {
    const asNumber = parseNumber(text.replace(/^0\./, ''), 0xffff_ffff);
    if (asNumber === undefined || asNumber > 0xffff === text.startsWith('0.')) return false;
    writer.uint32(asNumber);
    return true;
  },
};

export const ipv4Field: CommunityField = {
  textPartCount: 1,
  format: (reader) => formatIpv4(reader.uint32()),
  parse(text, writer) {
    const address = parseIpv4(text);
    if (address !== undefined) writer.uint32(address);
    return address !== undefined;
  },
};

/** A number in the single format of IEEE 754, as rates have it: `125000`. */
export const floatField: CommunityField = {
  textPartCount: 1,
  format(reader) {
    const view = new DataView(new ArrayBuffer(4));
    view.setUint32(0, reader.uint32());
    const value = view.getFloat32(0);
    return Number.isFinite(value) && !Object.is(value, -0) && value >= 0 ? `${value}` : undefined;
  },
  parse(text, writer) {
    const view = new DataView(new ArrayBuffer(4));
    if (!/^\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) return false;
    view.setFloat32(0, Number(text));
    if (Number.isFinite(view.getFloat32(0))) writer.uint32(view.getUint32(0));
    return Number.isFinite(view.getFloat32(0));
  },
};

export const ethernetField: CommunityField = {
  textPartCount: 6,
  format: (reader) => formatEthernetOctets(reader.take(macAddressOctetCount)),
  parse(text, writer) {
    const octets = parseMacAddress(text);
    if (octets !== undefined) writer.append(octets);
    return octets !== undefined;
  },
};

/** Octets that always are the same; with a word they show in the text. */
export function constantField(octets: readonly number[], word = ''): CommunityField {
  return {
    textPartCount: word === '' ? 0 : 1,
    format: (reader) => (octets.every((octet) => reader.uint8() === octet) ? word : undefined),
    parse(text, writer) {
      writer.append(Uint8Array.from(octets));
      return text.toLowerCase() === word;
    },
  };
}

/** Reserved octets. */
export function zerosField(octetCount: number): CommunityField {
  return constantField(new Array<number>(octetCount).fill(0));
}

function numberField(octetCount: 1 | 2 | 3 | 4): CommunityField {
  return {
    textPartCount: 1,
    format(reader) {
      let value = 0;
      for (let index = 0; index < octetCount; index++) value = value * 256 + reader.uint8();
      return `${value}`;
    },
    parse(text, writer) {
      const value = parseNumber(text, 256 ** octetCount - 1);
      if (value === undefined) return false;
      for (let index = octetCount - 1; index >= 0; index--) {
        writer.uint8(Math.floor(value / 256 ** index) % 256);
      }
      return true;
    },
  };
}

function parseNumber(text: string, max: number): number | undefined {
  return /^(?:0|[1-9]\d{0,9})$/.test(text) && Number(text) <= max ? Number(text) : undefined;
}
