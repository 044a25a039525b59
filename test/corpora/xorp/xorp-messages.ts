import {
  type Capability,
  encodeMessage,
  formatHexadecimal,
  type Message,
  parseIpv4,
  parsePrefixLoosely,
  type UpdateMessage,
} from '@bgpeer/bgp-wire';
import { openMessage } from '@bgpeer/testkit';
import { attributeAround, messageAround, numberOctets } from '../octets-around.ts';
import { wireContextOf } from '../row-context.ts';

/** A message in the words of XORP's test peer: what it sends, or what is expected of it. */
export interface XorpMessage {
  readonly type: 'open' | 'update' | 'keepalive' | 'notification';
  /** After the message is made. */
  readonly overwriteBytes?: readonly { readonly offset: number; readonly value: number }[];
  readonly asnum?: number;
  readonly bgpid?: string;
  readonly holdtime?: number;
  readonly afi?: number;
  readonly safi?: number;
  readonly code?: number;
  readonly subcode?: number;
  readonly data?: readonly number[];
  readonly origin?: number;
  readonly aspath?: string;
  readonly nexthop?: string;
  readonly med?: number;
  readonly localpref?: number;
  readonly originatorid?: string;
  readonly clusterlist?: string;
  /** Whole attributes, octet by octet. */
  readonly pathattr?: readonly string[];
  readonly nlri?: readonly string[];
  readonly withdraw?: readonly string[];
  readonly nexthop6?: readonly string[];
  readonly nlri6?: readonly string[];
  readonly withdraw6?: readonly string[];
}

/** The octets of a message: of a speaker without four-octet AS numbers, its attributes in the order of their codes. */
export function xorpOctets(message: XorpMessage): Uint8Array {
  const octets = plainOctets(message);
  for (const { offset, value } of message.overwriteBytes ?? []) octets[offset] = value;
  return octets;
}

function plainOctets(message: XorpMessage): Uint8Array {
  switch (message.type) {
    case 'keepalive':
      return messageAround(4, '');
    case 'notification': {
      const { code = 0, subcode = 0, data = [] } = message;
      return messageAround(3, [code, subcode, ...data].map((octet) => numberOctets(octet, 1)).join(''));
    }
    case 'open': {
      const { asnum = 0, bgpid = '', holdtime = 0 } = message;
      const open = openMessage({
        asNumber: asnum,
        bgpIdentifier: bgpid,
        holdTimeSeconds: holdtime,
        capabilities: [],
      });
      return encodeMessage(open, wireContextOf()).slice();
    }
    case 'update': {
      const withdrawn = nlriOctets(message.withdraw);
      const attributes = attributesOf(message);
      const lengths = [withdrawn, attributes].map((part) => numberOctets(part.length / 2, 2));
      return messageAround(2, lengths[0] + withdrawn + lengths[1] + attributes + nlriOctets(message.nlri));
    }
  }
}

function attributesOf(message: XorpMessage): string {
  const made: string[] = (message.pathattr ?? []).map((octets) =>
    octets
      .split(',')
      .map((octet) => numberOctets(Number(octet), 1))
      .join(''),
  );
  const add = (flags: number, code: number, value: string | undefined) => {
    if (value !== undefined) made.push(attributeAround(flags, code, value));
  };
  add(0x40, 1, numberValue(message.origin, 1));
  add(0x40, 2, message.aspath === undefined ? undefined : asPathOctets(message.aspath));
  add(0x40, 3, addressValue(message.nexthop));
  add(0x80, 4, numberValue(message.med, 4));
  add(0x40, 5, numberValue(message.localpref, 4));
  add(0x80, 9, addressValue(message.originatorid));
  add(0x80, 10, addressValue(message.clusterlist));
  // A next hop that is there twice makes the attribute be there twice.
  const nextHops = message.nexthop6 ?? (message.nlri6 === undefined ? [] : ['']);
  for (const nextHop of nextHops) add(0x80, 14, reachOctets(nextHop, message.nlri6));
  if (message.withdraw6 !== undefined) add(0x80, 15, `000201${nlriOctets(message.withdraw6)}`);
  const codeOf = (attribute: string) => Number.parseInt(attribute.slice(2, 4), 16);
  return made.sort((one, other) => codeOf(one) - codeOf(other)).join('');
}

function reachOctets(nextHop: string, prefixes: readonly string[] | undefined): string {
  const octets = nextHop === '' ? '' : formatHexadecimal(parsePrefixLoosely(`${nextHop}/128`)!.octets);
  return `000201${numberOctets(octets.length / 2, 1)}${octets}00${nlriOctets(prefixes)}`;
}

function numberValue(value: number | undefined, octetCount: number): string | undefined {
  return value === undefined ? undefined : numberOctets(value, octetCount);
}

function addressValue(address: string | undefined): string | undefined {
  return address === undefined ? undefined : numberOctets(parseIpv4(address)!, 4);
}

function nlriOctets(prefixes: readonly string[] = []): string {
  return prefixes
    .map((text) => {
      const { octets, bitLength } = parsePrefixLoosely(text)!;
      return numberOctets(bitLength, 1) + formatHexadecimal(octets.slice(0, Math.ceil(bitLength / 8)));
    })
    .join('');
}

const segmentTypes: Readonly<Record<string, number>> = { '{': 1, '[': 2, '(': 3, '<': 4 };

/** `1,2,[3,4,5],6`: what stands in brackets is a segment of its own; `empty` has none. */
function asPathOctets(text: string): string {
  const segments = text.match(/[{[(<][^\]})>]*[\]})>]|[0-9,]+/g) ?? [];
  return segments
    .map((segment) => {
      const type = segmentTypes[segment[0]] ?? 2;
      const asNumbers = segment.match(/\d+/g) ?? [];
      if (asNumbers.length === 0) return '';
      const values = asNumbers.map((asNumber) => numberOctets(Number(asNumber), 2)).join('');
      return numberOctets(type, 1) + numberOctets(asNumbers.length, 1) + values;
    })
    .join('');
}

/** Whether a message is one that is expected: of the same type, with the fields that are named. */
export function isExpected(message: Message, expected: XorpMessage): boolean {
  if (message.type.toLowerCase() !== expected.type) return false;
  const { type: _, afi, safi, ...others } = expected;
  const fields = fieldsOf(message);
  if (message.type === 'OPEN' && !message.capabilities.some((each) => isFamily(each, afi, safi)))
    return false;
  return Object.entries(others).every(
    ([name, value]) => JSON.stringify(fields[name]) === JSON.stringify(value),
  );
}

function isFamily(capability: Capability, afi: number | undefined, safi: number | undefined): boolean {
  return capability.name === 'multiprotocol' && capability.afi === afi && capability.safi === safi;
}

const origins: readonly (string | undefined)[] = ['IGP', 'EGP', 'INCOMPLETE'];

function fieldsOf(message: Message): Readonly<Record<string, unknown>> {
  switch (message.type) {
    case 'OPEN':
      return {
        asnum: message.myAutonomousSystem,
        bgpid: message.bgpIdentifier,
        holdtime: message.holdTimeSeconds,
      };
    case 'NOTIFICATION':
      return { code: message.code, subcode: message.subcode, data: [...message.data] };
    case 'UPDATE':
      return updateFields(message);
    case 'KEEPALIVE':
    case 'ROUTE-REFRESH':
      return {};
  }
}

function updateFields(message: UpdateMessage): Readonly<Record<string, unknown>> {
  const { attributes, nlri, withdrawn, reachable } = message;
  const { origin, asPath, multiExitDisc, localPref, nextHop } = attributes;
  return {
    origin: origins.indexOf(origin),
    aspath: asPathWords(asPath),
    nexthop: nextHop,
    med: multiExitDisc,
    localpref: localPref,
    nlri: nlri.map(({ prefix }) => prefix),
    withdraw: withdrawn.map(({ prefix }) => prefix),
    nexthop6: reachable && [nextHop],
    nlri6: reachable?.nlri.map(({ prefix }) => prefix),
  };
}

/** As the rows write it. */
export function asPathWords(asPath: UpdateMessage['attributes']['asPath']): string {
  return (asPath ?? []).flatMap(({ asNumbers }) => asNumbers).join(',') || 'empty';
}
