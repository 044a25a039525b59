import { decodeMessage, type Message, type WireContext } from '@bgpeer/bgp-wire';
import { annotateOctets, formatAnnotations } from './annotate-octets.ts';
import { differencesOf, formatDifferences } from './differences.ts';
import { type Outcome, treatmentOf } from './treatment-of.ts';

/** What speaks against an expectation, for people to read; undefined when it is met. */
export type Objection = string | undefined;

/** The octets mean exactly this message, without fault. */
export function objectionToDecoding(octets: Uint8Array, expected: Message, context: WireContext): Objection {
  const decoded = decodeMessage(octets, context);
  if ('fault' in decoded) return withOctets(`no message: ${decoded.fault.detail}`, octets, context);
  const faults = decoded.faults.map(({ treatment, detail }) => `fault (${treatment}): ${detail}`);
  const differences = differencesOf(expected, decoded.message);
  if (faults.length === 0 && differences.length === 0) return undefined;
  const lines = [...faults, ...(differences.length > 0 ? [formatDifferences(differences)] : [])];
  return withOctets(lines.join('\n'), octets, context);
}

/** The octets are treated so. */
export function objectionToTreatment(octets: Uint8Array, expected: Outcome, context: WireContext): Objection {
  const { outcome, details } = treatmentOf(octets, context);
  if (outcome === expected) return undefined;
  const reasons = details.length === 0 ? '' : ` (${details.join('; ')})`;
  return withOctets(`expected ${expected}, but got ${outcome}${reasons}`, octets, context);
}

function withOctets(text: string, octets: Uint8Array, context: WireContext): string {
  return `${text}\n\n${formatAnnotations(annotateOctets(octets, context))}`;
}
