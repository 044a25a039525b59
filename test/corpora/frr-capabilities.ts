import { decodeMessage, octetsOfHexadecimal } from '@bgpeer/bgp-wire';
import { type Comparison, type CorpusSource, corpusSource } from './corpus-case.ts';
import { readCorpusRows } from './corpus-files.ts';
import { messageAround } from './octets-around.ts';
import { wireContextOf } from './row-context.ts';

interface CapabilityRow {
  readonly name: string;
  readonly kind: string;
  readonly hex: string;
  readonly expect: {
    readonly outcome: 'ok' | 'error';
    readonly notification?: { readonly code: number; readonly subcode: number };
    readonly as4?: number;
    readonly capability?: { readonly afi: number; readonly safi: number };
  };
}

/** OPENs with good and bad capabilities, and CAPABILITY messages of a draft. */
export function frrCapabilities(): CorpusSource {
  const name = 'frr/capability';
  return corpusSource(name, readCorpusRows<CapabilityRow>(`${name}.jsonl`), (row) =>
    row.kind === 'message'
      ? { name: row.name, compare: () => compareOpen(row) }
      : { name: row.name, notKnown: 'CAPABILITY message', compare: () => compareCapabilityMessage(row) },
  );
}

function compareOpen({ hex, expect }: CapabilityRow): Comparison {
  const { outcome, notification, as4, capability } = expect;
  const theirs = {
    ...(outcome === 'ok' && as4 !== undefined && { asNumber: as4 }),
    ...(outcome === 'ok' && capability !== undefined && { family: [capability.afi, capability.safi] }),
    ...(notification ?? { accepted: true }),
  };
  const decoded = decodeMessage(octetsOfHexadecimal(hex), wireContextOf());
  if ('fault' in decoded) {
    const { code, subcode } = decoded.fault.notification;
    return { theirs, ours: { code, subcode } };
  }
  if (decoded.message.type !== 'OPEN') throw new Error(`a ${decoded.message.type}`);
  const { capabilities } = decoded.message;
  const asNumber = capabilities.find(({ name }) => name === 'four-octet-as');
  const family = capabilities.find(({ name }) => name === 'multiprotocol');
  const unrecognized = capabilities.filter((each) => each.name === 'unrecognized');
  const ours = {
    ...('asNumber' in theirs && asNumber?.name === 'four-octet-as' && { asNumber: asNumber.asNumber }),
    ...('family' in theirs && family?.name === 'multiprotocol' && { family: [family.afi, family.safi] }),
    accepted: true,
    // What is in the way of agreement: codes of capabilities whose value was not understood.
    ...(outcome === 'error' && { notUnderstood: unrecognized.map(({ code }) => code) }),
  };
  return { theirs, ours };
}

/** RFC 4271, section 6.1: message type 6 is not recognized. */
function compareCapabilityMessage({ hex }: CapabilityRow): Comparison {
  const decoded = decodeMessage(messageAround(6, hex), wireContextOf());
  const ours = 'fault' in decoded ? decoded.fault.notification : undefined;
  return { theirs: { code: 1, subcode: 3, data: Uint8Array.of(6) }, ours };
}
