import {
  encodeUtf8,
  formatPrefix,
  parseAddress,
  parseAsNumber,
  parseIpv4,
  parsePrefixLoosely,
} from '@bgpeer/bgp-wire';
import { z } from 'zod';

/** The largest AS number that a speaker may have; 4,294,967,295 is reserved (RFC 7300). */
export const asNumberMax = 4_294_967_294;

/** Names of peer groups: one word that no one can take for an address. */
export const peerGroupNamePattern = /^(?!__)(?![\d.]+$)\w[\w./+-]*$/;

/** What a peer's OPEN may carry as its AS number, as it is written. */
export type WrittenRemoteAs = number | 'internal' | 'external' | 'any';

/** An AS number, as a number or as text in asplain or asdot (RFC 5396). */
export const asNumberValue = z.union([z.number(), z.string()]).transform((written, context): number => {
  const asNumber = readAsNumber(written);
  if (asNumber !== undefined) return asNumber;
  context.addIssue({ code: 'custom', message: 'not an AS number' });
  return z.NEVER;
});

/** An AS number or the word for a kind of peer. */
export const remoteAsValue = z
  .union([z.number(), z.string()])
  .transform((written, context): WrittenRemoteAs => {
    if (written === 'internal' || written === 'external' || written === 'any') return written;
    const asNumber = readAsNumber(written);
    if (asNumber !== undefined) return asNumber;
    context.addIssue({
      code: 'custom',
      message: 'neither an AS number nor internal, external or any',
    });
    return z.NEVER;
  });

/** An IPv4 or IPv6 address, made canonical. */
export const addressValue = z
  .string()
  .overwrite((written) => parseAddress(written) ?? written)
  .refine((written) => parseAddress(written) !== undefined, 'not an IP address');

/** A BGP Identifier as a dotted quad; zero is not one (RFC 6286, section 2.1). */
export const bgpIdentifierValue = z
  .string()
  .overwrite((written) => parseAddress(written) ?? written)
  .refine((written) => (parseIpv4(written) ?? 0) !== 0, 'not a BGP Identifier');

/** A prefix of either family, made canonical: host bits are cut off, as FRR does. */
export const prefixValue = z
  .string()
  .overwrite((written) => canonicalPrefix(written) ?? written)
  .refine((written) => canonicalPrefix(written) !== undefined, 'not a prefix');

/** A host's name: one word of printable ASCII. */
export const hostNameValue = z
  .string()
  .max(255)
  .regex(/^[!-~]+$/, 'not one word');

/** Free text on one line, as the rest of a line of frr.conf can hold it. */
export const lineOfText = z
  .string()
  .min(1)
  .refine(
    (text) => text === text.trim() && !/\p{Cc}|[\u2028\u2029]/u.test(text),
    'not one line of text without spaces around it',
  );

/** A shutdown communication; its length is one octet (RFC 9003, section 2). */
export const shutdownMessageValue = lineOfText.refine(
  (text) => encodeUtf8(text).length <= 255,
  'longer than 255 octets (RFC 9003)',
);

/** A Hold Time: 0 for none, else at least 3 seconds (RFC 4271, section 4.2). */
export const holdTimeValue = z
  .int()
  .min(0)
  .max(65_535)
  .refine(
    (seconds) => seconds === 0 || seconds >= 3,
    'a Hold Time of 1 or 2 seconds is not allowed (RFC 4271, section 4.2)',
  );

/** The name of a network interface, as Linux allows it: one word of at most 15 octets. */
export const interfaceName = z.string().regex(/^(?!\.{1,2}$)[!-.0-~]{1,15}$/, 'no interface has this name');

/** What docs/config.md says of a switch that is off, or on, unless it is set. */
export function switchDefaultingTo(isOn: boolean) {
  return { values: 'true or false', default: String(isOn) };
}

/** Switches that are off go without saying, so that two entries that mean the same are equal. */
export function withoutSwitchesOff<Entry extends object>(entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== false)) as Entry;
}

/** Whole seconds from `min` to `max`. */
export function seconds(min: number, max: number) {
  return z.int().min(min).max(max);
}

/** A prefix's canonical text, or undefined when it has no length or is no prefix. */
export function canonicalPrefix(written: string): string | undefined {
  if (!written.includes('/')) return undefined;
  const prefix = parsePrefixLoosely(written);
  return prefix === undefined ? undefined : formatPrefix(prefix);
}

function readAsNumber(written: number | string): number | undefined {
  const asNumber = typeof written === 'string' ? parseAsNumber(written) : written;
  if (asNumber === undefined || !Number.isInteger(asNumber)) return undefined;
  return asNumber >= 1 && asNumber <= asNumberMax ? asNumber : undefined;
}
