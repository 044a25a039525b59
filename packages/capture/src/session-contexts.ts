import {
  type AfiSafi,
  type DecodedMessage,
  decodeMessage,
  familyByCodes,
  familyNames,
  nlriFamilies,
  type OpenMessage,
  type SessionType,
  strongestFault,
  type WireContext,
} from '@bgpeer/bgp-wire';

/** Which side of a session sent a message; who is `one` and who is `other` is the caller's choice. */
export type SessionSide = 'one' | 'other';

/** A decoded message and what it was decoded by. */
export interface InterpretedMessage {
  readonly decoded: DecodedMessage;
  readonly context: WireContext;
  /**
   * `open-messages`: the OPENs of both sides were seen. `guess`: not, and this reading of the message had the mildest
   * faults.
   */
  readonly basis: 'open-messages' | 'guess';
  /** As the sender's OPEN says; undefined when it was not seen. */
  readonly senderAsNumber: number | undefined;
}

/** What is known of a message besides the OPENs of its session; undefined: not known. */
export interface KnownOfMessage {
  readonly fourOctetAsNumbers?: boolean;
  /** NLRI of every family have path identifiers. */
  readonly addPath?: boolean;
  readonly session?: SessionType;
  /** Take messages of every family, whatever the OPENs agreed on. */
  readonly allFamilies?: boolean;
}

/**
 * The wire contexts of one recorded session, learnt from the OPENs in it (RFC 5492). While one is missing, a message is
 * read in every way that is still possible, and the reading without faults wins.
 */
export class SessionContexts {
  readonly #opens: { one?: OpenMessage; other?: OpenMessage } = {};
  #lastGuess: { readonly one?: WireContext; readonly other?: WireContext } = {};

  /** The OPEN that a side sent, as far as it was seen. */
  openOf(side: SessionSide): OpenMessage | undefined {
    return this.#opens[side];
  }

  /** Decodes a whole message, in the order of capture; OPENs are remembered. */
  interpret(octets: Uint8Array, sender: SessionSide, known: KnownOfMessage = {}): InterpretedMessage {
    const [first, ...rest] = this.#candidates(sender, known);
    const basis = rest.length === 0 && this.#opens.one && this.#opens.other ? 'open-messages' : 'guess';
    let best = { decoded: decodeMessage(octets, first), context: first };
    for (const context of rest) {
      if (badness(best.decoded) === 0) break;
      const decoded = decodeMessage(octets, context);
      if (badness(decoded) < badness(best.decoded)) best = { decoded, context };
    }
    if ('message' in best.decoded) this.#learn(best.decoded, best.context, sender, octets.length);
    const open = this.#opens[sender];
    return { ...best, basis, senderAsNumber: open && asNumberOf(open) };
  }

  #learn(
    decoded: Extract<DecodedMessage, { message: unknown }>,
    context: WireContext,
    sender: SessionSide,
    octetCount: number,
  ): void {
    const { message } = decoded;
    if (message.type === 'OPEN') {
      this.#opens[sender] = message;
      this.#lastGuess = {};
    } else if (
      message.type === 'UPDATE' &&
      octetCount > emptyUpdateOctetCount &&
      decoded.faults.length === 0
    ) {
      this.#lastGuess = { ...this.#lastGuess, [sender]: context };
    }
  }

  /** Every context a message of this sender may have, the likeliest first. */
  #candidates(sender: SessionSide, known: KnownOfMessage): WireContext[] {
    const { one, other } = this.#opens;
    const [ours, theirs] = sender === 'one' ? [one, other] : [other, one];
    const families = known.allFamilies ? nlriFamilies : familiesInCommon(ours, theirs);
    const session = known.session ?? sessionOf(ours, theirs);
    const candidates: WireContext[] = [];
    for (const fourOctetAsNumbers of optionsOf(known.fourOctetAsNumbers ?? agreement(ours, theirs)))
      for (const addPath of addPathOptions(known.addPath, families, ours, theirs))
        for (const type of session === undefined ? (['external', 'internal'] as const) : [session])
          candidates.push(contextOf(fourOctetAsNumbers, families, addPath, type));
    const last = this.#lastGuess[sender];
    return last === undefined || candidates.length === 1 ? candidates : [last, ...candidates];
  }
}

const emptyUpdateOctetCount = 23;

/** 0 for a message without faults; the higher, the less likely was it meant so. */
function badness(decoded: DecodedMessage): number {
  if ('fault' in decoded) return Number.POSITIVE_INFINITY;
  const strongest = strongestFault(decoded.faults);
  if (strongest === undefined) return 0;
  const places = {
    'attribute-discard': 1,
    'treat-as-withdraw': 2,
    'afi-safi-disable': 3,
    'session-reset': 4,
  };
  return places[strongest.treatment] * 1000 + decoded.faults.length;
}

function optionsOf(known: boolean | undefined): readonly boolean[] {
  return known === undefined ? [true, false] : [known];
}

/** Whether both sides speak four-octet AS numbers; undefined while that is open (RFC 6793, section 3). */
function agreement(ours: OpenMessage | undefined, theirs: OpenMessage | undefined): boolean | undefined {
  const sides = [ours, theirs].map((open) => open?.capabilities.some(({ name }) => name === 'four-octet-as'));
  if (sides.includes(false)) return false;
  return sides.includes(undefined) ? undefined : true;
}

/** A context in which every length and next hop that some session may have is taken. */
function contextOf(
  fourOctetAsNumbers: boolean,
  families: readonly AfiSafi[],
  addPath: readonly AfiSafi[],
  session: SessionType,
): WireContext {
  const routed = (list: readonly AfiSafi[]) =>
    list.flatMap(({ afi, safi }) => familyByCodes(afi, safi)?.name ?? []);
  return {
    fourOctetAsNumbers,
    extendedMessages: true,
    families: routed(families),
    addPath: routed(addPath),
    extendedNextHop: familyNames,
    otherFamilies: families
      .filter(({ afi, safi }) => familyByCodes(afi, safi) === undefined)
      .map(({ afi, safi }) => ({ afi, safi, addPath: has(addPath, { afi, safi }), extendedNextHop: true })),
    session,
  };
}

/** Those that the codec reads, and others that an OPEN names, where neither OPEN says otherwise. */
function familiesInCommon(
  ours: OpenMessage | undefined,
  theirs: OpenMessage | undefined,
): readonly AfiSafi[] {
  const named = [...multiprotocolRows(ours), ...multiprotocolRows(theirs)];
  const others = named.filter((one, index) => !has(nlriFamilies, one) && !has(named.slice(0, index), one));
  return [...nlriFamilies, ...others].filter((family) => speaks(ours, family) && speaks(theirs, family));
}

/** RFC 4760, section 8: without the capability IPv4 unicast is spoken. */
function speaks(open: OpenMessage | undefined, family: AfiSafi): boolean {
  if (open === undefined) return true;
  const rows = multiprotocolRows(open);
  return rows.length === 0
    ? familyByCodes(family.afi, family.safi)?.name === 'ipv4-unicast'
    : has(rows, family);
}

function multiprotocolRows(open: OpenMessage | undefined): AfiSafi[] {
  return open?.capabilities.filter((capability) => capability.name === 'multiprotocol') ?? [];
}

/** The sets of families with path identifiers that are still possible (RFC 7911, section 4). */
function addPathOptions(
  known: boolean | undefined,
  families: readonly AfiSafi[],
  ours: OpenMessage | undefined,
  theirs: OpenMessage | undefined,
): (readonly AfiSafi[])[] {
  const possible = families.filter(
    (family) => mayHaveAddPath(ours, family, 'send') && mayHaveAddPath(theirs, family, 'receive'),
  );
  if (ours !== undefined && theirs !== undefined) return [possible];
  if (known) return [families];
  if (possible.length === 0 || (known === false && ours === undefined && theirs === undefined)) return [[]];
  // A sender that offers ADD-PATH mostly gets to use it.
  return ours === undefined ? [[], possible] : [possible, []];
}

function mayHaveAddPath(open: OpenMessage | undefined, family: AfiSafi, mode: 'send' | 'receive'): boolean {
  if (open === undefined) return true;
  return open.capabilities.some(
    (capability) =>
      capability.name === 'add-path' &&
      has(
        capability.families.filter((row) => row.mode === mode || row.mode === 'both'),
        family,
      ),
  );
}

function has(list: readonly AfiSafi[], { afi, safi }: AfiSafi): boolean {
  return list.some((one) => one.afi === afi && one.safi === safi);
}

/** Internal when both OPENs name one AS. */
function sessionOf(ours: OpenMessage | undefined, theirs: OpenMessage | undefined): SessionType | undefined {
  if (ours === undefined || theirs === undefined) return undefined;
  return asNumberOf(ours) === asNumberOf(theirs) ? 'internal' : 'external';
}

/** The AS number an OPEN stands for: the four-octet one where it is given (RFC 6793, section 4.1). */
export function asNumberOf(open: OpenMessage): number {
  const capability = open.capabilities.find(({ name }) => name === 'four-octet-as');
  return capability?.name === 'four-octet-as' ? capability.asNumber : open.myAutonomousSystem;
}
