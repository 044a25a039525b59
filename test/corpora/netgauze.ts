import { octetsOfHexadecimal } from '@bgpeer/bgp-wire';
import { type CorpusSource, corpusSource } from './corpus-case.ts';
import { readCorpusRows } from './corpus-files.ts';
import { compareMessage, compareRefusal, unknownNlriIn } from './message-comparison.ts';
import { messageAround, numberOctets } from './octets-around.ts';
import { type RowContext, wireContextOf } from './row-context.ts';
import type { SharedFields } from './shared-words.ts';

interface NetgauzeRow {
  readonly name: string;
  readonly kind: string;
  /** NetGauze's type that is parsed: for NOTIFICATIONs it tells the error code. */
  readonly sourceType: string;
  readonly hex: string;
  readonly context: RowContext;
  readonly expect: {
    readonly outcome: 'ok' | 'error';
    readonly fields?: SharedFields;
    readonly notification?: { readonly code: number; readonly subcode: number };
  };
}

/** The error code of NetGauze's types of a NOTIFICATION without it. */
const errorCodes: Readonly<Record<string, string>> = {
  MessageHeaderError: '01',
  OpenMessageError: '02',
  UpdateMessageError: '03',
  HoldTimerExpiredError: '04',
  FiniteStateMachineError: '05',
  CeaseError: '06',
  RouteRefreshError: '07',
};

/** Messages and their parts, as NetGauze parses them. */
export function netgauzeMessages(): CorpusSource {
  const name = 'netgauze/messages';
  return corpusSource(name, readCorpusRows<NetgauzeRow>(`${name}.jsonl`), (row) => {
    const { outcome, fields, notification } = row.expect;
    const octets = messageOf(row);
    // No row says whose peers they are; LOCAL_PREF is for internal ones (RFC 4271, section 5.1.5).
    const session = fields?.attributes?.['localPref'] === undefined ? 'ebgp' : 'ibgp';
    const context = wireContextOf({ ...row.context, session });
    return {
      name: row.name,
      notKnown: outcome === 'ok' ? unknownNlriIn(octets, context) : undefined,
      compare: () =>
        outcome === 'ok'
          ? compareMessage(octets, context, { fields })
          : compareRefusal(octets, context, notification),
    };
  });
}

/** A whole message around what the row has of it. */
function messageOf({ kind, hex, sourceType }: NetgauzeRow): Uint8Array {
  switch (kind) {
    case 'message':
      return octetsOfHexadecimal(hex);
    case 'open-body':
      return messageAround(1, hex);
    case 'notification-body':
      return messageAround(3, hex);
    case 'notification subcode+data':
      return messageAround(3, errorCodes[sourceType] + hex);
    case 'route-refresh-body':
      return messageAround(5, hex);
    case 'ipv4-nlri':
    case 'ipv4-prefix':
      return withdrawalOf(hex);
    default:
      throw new Error(`NetGauze has rows of a kind ${kind}`);
  }
}

/** An UPDATE that withdraws NLRI of IPv4 unicast. */
function withdrawalOf(hex: string): Uint8Array {
  return messageAround(2, `${numberOctets(hex.length / 2, 2)}${hex}0000`);
}
