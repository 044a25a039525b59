import {
  asSetFault,
  combineUpdateFaults,
  decodeAttributeBlock,
  type Family,
  type FamilyName,
  missingMandatoryAttributes,
  strongestFault,
  type UpdateFault,
  UpdateReader,
} from '@bgpeer/bgp-wire';
import { type AttributesId, none, type PrefixId, type PrefixIndex } from '@bgpeer/rib';
import type { Peer } from '../peer.ts';
import { emitEvent, type RouterState, wholeSeconds } from '../router-state.ts';
import { askContext, type ImportContext, type ImportedSet } from './import-context.ts';

/** What is to be done about the session after an UPDATE. */
export type ImportOutcome =
  | { readonly kind: 'done'; readonly endOfRib: FamilyName | undefined }
  | { readonly kind: 'session-reset'; readonly fault: UpdateFault };

/** What the attributes of an UPDATE mean for the prefixes of one of its fields. */
interface UnderstoodAttributes {
  /** As they came, with a reference held until the UPDATE is done; `none`: the prefixes are to be withdrawn. */
  readonly received: AttributesId;
  /** Why such routes are ineligible, when that is all that import does to them; else `askContext`. */
  readonly note: number;
}

const withdrawn: UnderstoodAttributes = { received: none, note: 0 };
const noFaults: readonly UpdateFault[] = [];

/**
 * Takes UPDATEs into the Adj-RIBs-In. The attributes are looked at once for each UPDATE, and parsed only when they were
 * not seen before; a prefix costs a look-up in the index and a row, without an object.
 */
export class UpdateImport {
  readonly #state: RouterState;
  readonly #reader = new UpdateReader();
  #peer!: Peer;
  /** Of the routes being learned: what came, what import makes of it, and for which class of prefixes. */
  #received = none;
  #imported: ImportedSet = { id: none, ineligible: 0 };
  #prefixClass = none;
  #context: ImportContext | undefined;
  #attributeFaults = noFaults;

  constructor(state: RouterState) {
    this.#state = state;
  }

  /** Reads one whole UPDATE message of a peer whose session is up. */
  import(peer: Peer, message: Uint8Array): ImportOutcome {
    const reader = this.#reader;
    this.#peer = peer;
    this.#attributeFaults = noFaults;
    reader.open(message, peer.negotiated!.receive);
    // The multiprotocol block is a view that making the classic one would write over.
    const multiprotocol = this.#understandMultiprotocol();
    const classic = this.#understandClassic();
    if (!reader.encodesReachable && reader.attributeBlock.length > 0)
      this.#checkAttributes(reader.attributeBlock);
    const faults = combineUpdateFaults(reader.faults, this.#attributeFaults, reader.encodesReachable);
    const fault = strongestFault(faults);
    if (fault?.treatment !== 'session-reset') {
      this.#tellOf(faults);
      reader.forEachWithdrawn(this.#withdraw);
      // RFC 7606, section 2: treat-as-withdraw handles the routes as though they had been withdrawn.
      const withdraws = fault?.treatment === 'treat-as-withdraw';
      this.#takeIn(reader.nlri, withdraws ? withdrawn : classic);
      this.#takeIn(reader.multiprotocolReachable, withdraws ? withdrawn : multiprotocol);
    }
    for (const { received } of [classic, multiprotocol])
      if (received !== none) this.#state.pool.release(received);
    return fault?.treatment === 'session-reset'
      ? { kind: 'session-reset', fault }
      : { kind: 'done', endOfRib: reader.endOfRib };
  }

  #understandMultiprotocol(): UnderstoodAttributes {
    const { reachableFamily, hasMultiprotocolReachable, attributeBlock } = this.#reader;
    if (reachableFamily === undefined || !hasMultiprotocolReachable) return withdrawn;
    return this.#understand(attributeBlock, reachableFamily.name, false);
  }

  #understandClassic(): UnderstoodAttributes {
    const reader = this.#reader;
    if (!reader.hasClassicReachable) return withdrawn;
    const block = reader.hasMpReachNlri ? reader.classicAttributeBlock() : reader.attributeBlock;
    return this.#understand(block, 'ipv4-unicast', true);
  }

  /** What a block means for prefixes of a family; what is wrong with it is added to the faults. */
  #understand(block: Uint8Array, family: FamilyName, isClassic: boolean): UnderstoodAttributes {
    const { pool } = this.#state;
    const peer = this.#peer;
    const context = peer.imports.get(family);
    if (context === undefined) return withdrawn;
    const blockKey = context.blockKey(isClassic);
    const known = pool.recall(block, blockKey);
    if (known !== none) {
      pool.retain(known);
      return { received: known, note: pool.recalledNote };
    }
    const { attributes, faults } = decodeAttributeBlock(block, peer.negotiated!.receive);
    const missing = missingMandatoryAttributes(attributes, {
      classicReachable: isClassic,
      multiprotocolReachable: !isClassic,
      session: peer.negotiated!.session,
    });
    const asSet = this.#state.configuration.rejectAsSets ? asSetFault(attributes) : undefined;
    const found = [...faults, ...missing, ...(asSet === undefined ? [] : [asSet])];
    this.#attributeFaults = [...this.#attributeFaults, ...found];
    const treatment = strongestFault(found)?.treatment;
    if (treatment !== undefined && treatment !== 'attribute-discard') return withdrawn;
    const received = pool.intern(attributes, 0);
    const note = context.noteOf(attributes);
    // A block with a discarded attribute is parsed each time, so that each time the fault is told of.
    if (treatment === undefined) pool.remember(block, blockKey, received, note);
    return { received, note };
  }

  /** Attributes for no prefix at all: of no use, but not to be malformed either (RFC 7606, section 5.2). */
  #checkAttributes(block: Uint8Array): void {
    this.#attributeFaults = decodeAttributeBlock(block, this.#peer.negotiated!.receive).faults;
  }

  #tellOf(faults: readonly UpdateFault[]): void {
    for (const { treatment, detail } of faults) {
      emitEvent(this.#state, { name: 'update-fault', peer: this.#peer.address, treatment, detail });
    }
  }

  #takeIn(field: UpdateReader['nlri'], { received, note }: UnderstoodAttributes): void {
    if (received === none || field.family === undefined) {
      field.forEach(this.#withdraw);
      return;
    }
    this.#received = received;
    if (note !== askContext) {
      this.#imported = { id: received, ineligible: note };
      this.#context = undefined;
      field.forEach(this.#learn);
      return;
    }
    this.#context = this.#peer.imports.get(field.family.name)!;
    this.#prefixClass = none;
    field.forEach(this.#learn);
    if (this.#prefixClass !== none) this.#state.pool.release(this.#imported.id);
  }

  readonly #learn = (
    family: Family,
    octets: Uint8Array,
    offset: number,
    bitLength: number,
    pathIdentifier: number,
  ): void => {
    const source = this.#peer.sources.get(family.name);
    if (source === undefined) return;
    const rib = this.#state.ribs.get(family.name)!;
    const prefix = rib.index.intern(octets, offset, bitLength);
    if (this.#context !== undefined) this.#importFor(prefix, rib.index, this.#context);
    const { id, ineligible } = this.#imported;
    const atSeconds = wholeSeconds(this.#state.now);
    rib.learn(prefix, source, pathIdentifier, id, ineligible, atSeconds, this.#received);
  };

  /** Asks what becomes of the attributes for this prefix, unless it is of the class of the one before. */
  #importFor(prefix: PrefixId, index: PrefixIndex, context: ImportContext): void {
    const prefixClass = context.prefixClass(index, prefix);
    if (prefixClass === this.#prefixClass) return;
    if (this.#prefixClass !== none) this.#state.pool.release(this.#imported.id);
    this.#prefixClass = prefixClass;
    this.#imported = context.import(this.#received, prefixClass);
  }

  readonly #withdraw = (
    family: Family,
    octets: Uint8Array,
    offset: number,
    bitLength: number,
    pathIdentifier: number,
  ): void => {
    const rib = this.#state.ribs.get(family.name)!;
    const prefix = rib.index.find(octets, offset, bitLength);
    if (prefix !== none) rib.forget(prefix, this.#peer.number, pathIdentifier);
  };
}
