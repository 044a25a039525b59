import { parseAddress } from '../text/addresses.ts';
import {
  formatEthernetOctets,
  parseEthernetSegmentIdentifier,
  parseMacAddress,
} from '../text/ethernet-addresses.ts';
import { formatPrefix, parsePrefix } from '../text/prefixes.ts';
import { canonicalRouteDistinguisher } from '../text/route-distinguishers.ts';
import type { EvpnRoute } from './evpn-route.ts';

/** A field of a route in words. */
interface FieldWords {
  readonly word: string;
  readonly field: string;
  /** The field's value; undefined when the text is none. */
  readonly parse: (text: string) => string | number | undefined;
  readonly optional?: true;
}

const routeDistinguisher: FieldWords = {
  word: 'route-distinguisher',
  field: 'routeDistinguisher',
  parse: canonicalRouteDistinguisher,
};
const ethernetSegment: FieldWords = {
  word: 'ethernet-segment',
  field: 'ethernetSegment',
  parse: (text) => formatted(parseEthernetSegmentIdentifier(text)),
};
const ethernetTag: FieldWords = { word: 'tag', field: 'ethernetTag', parse: parseNumber(0xffff_ffff) };
const macAddress: FieldWords = {
  word: 'mac',
  field: 'macAddress',
  parse: (text) => formatted(parseMacAddress(text)),
};
const ipAddress: FieldWords = { word: 'ip', field: 'ipAddress', parse: parseAddress, optional: true };
const originatingRouter: FieldWords = { word: 'router', field: 'originatingRouter', parse: parseAddress };
const prefix: FieldWords = {
  word: 'prefix',
  field: 'prefix',
  parse(text) {
    const parsed = parsePrefix(text);
    return parsed && formatPrefix(parsed);
  },
};
const gateway: FieldWords = { word: 'gateway', field: 'gateway', parse: parseAddress };
const label: FieldWords = { word: 'label', field: 'label', parse: parseNumber(0xff_ffff) };
const secondLabel: FieldWords = { ...label, word: 'second-label', field: 'secondLabel', optional: true };
const code: FieldWords = { word: 'code', field: 'code', parse: parseNumber(0xff) };
const value: FieldWords = {
  word: 'value',
  field: 'value',
  parse: (text) => (/^(?:[0-9a-f]{2})*$/.test(text) ? text : undefined),
};

/** The words of each route type, in the order of its fields. */
const wordsByType: { readonly [Type in EvpnRoute['type']]: readonly FieldWords[] } = {
  'ethernet-auto-discovery': [routeDistinguisher, ethernetSegment, ethernetTag, label],
  'mac-ip-advertisement': [
    routeDistinguisher,
    ethernetSegment,
    ethernetTag,
    macAddress,
    ipAddress,
    label,
    secondLabel,
  ],
  'inclusive-multicast': [routeDistinguisher, ethernetTag, originatingRouter],
  'ethernet-segment': [routeDistinguisher, ethernetSegment, originatingRouter],
  'ip-prefix': [routeDistinguisher, ethernetSegment, ethernetTag, prefix, gateway, label],
  unrecognized: [code, value],
};

/** A route in words, without its path identifier: `inclusive-multicast route-distinguisher 65000:1 tag 0 router 192.0.2.1`. */
export function formatEvpnRoute(route: EvpnRoute): string {
  const values: Readonly<Record<string, unknown>> = { ...route };
  const words = wordsByType[route.type].flatMap(({ word, field }) =>
    values[field] === undefined ? [] : [word, `${values[field]}`],
  );
  return [route.type, ...words].join(' ');
}

/** The inverse of `formatEvpnRoute`, the words being in any order; undefined when one is unknown, missing or wrong. */
export function parseEvpnRoute(text: string): EvpnRoute | undefined {
  const [type, ...words] = text.split(' ');
  if (!Object.hasOwn(wordsByType, type)) return undefined;
  const known = wordsByType[type as EvpnRoute['type']];
  const given = new Map<string, string>();
  for (let index = 0; index < words.length; index += 2) {
    if (given.has(words[index]) || words[index + 1] === undefined) return undefined;
    given.set(words[index], words[index + 1]);
  }
  const fields: Record<string, string | number> = {};
  for (const { word, field, parse, optional } of known) {
    const written = given.get(word);
    const parsed = written === undefined ? undefined : parse(written);
    if (parsed !== undefined) fields[field] = parsed;
    else if (written !== undefined || optional === undefined) return undefined;
    given.delete(word);
  }
  const route = { type, ...fields } as EvpnRoute;
  return given.size === 0 && hasOneKindOfAddress(route) ? route : undefined;
}

/** A gateway is of the prefix's kind (RFC 9136, section 3.1). */
function hasOneKindOfAddress(route: EvpnRoute): boolean {
  return route.type !== 'ip-prefix' || route.prefix.includes(':') === route.gateway.includes(':');
}

function parseNumber(max: number): (text: string) => number | undefined {
  return (text) => (/^(?:0|[1-9]\d{0,9})$/.test(text) && Number(text) <= max ? Number(text) : undefined);
}

function formatted(octets: Uint8Array | undefined): string | undefined {
  return octets && formatEthernetOctets(octets);
}
