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
import { type AttributesId, ineligibleCode, none } from '@bgpeer/rib';
import type { Peer } from '../peer.ts';
import { emitEvent, type RouterState, wholeSeconds } from '../router-state.ts';
import { whyIneligible } from './eligibility.ts';
import { shapeBits } from './import-context.ts';

/** What is to be done about the session after an UPDATE. */
export type ImportOutcome =
  | { readonly kind: 'done'; readonly endOfRib: FamilyName | undefined }
  | { readonly kind: 'session-reset'; readonly fault: UpdateFault };

/** What the attributes of an UPDATE mean for the prefixes of one of its fields. */
interface UnderstoodAttributes {
  /** With a reference held until the UPDATE is done; `none`: the prefixes are to be withdrawn. */
  readonly id: AttributesId;
  readonly ineligible: number;
}

const withdrawn: UnderstoodAttributes = { id: none, ineligible: 0 };
const noFaults: readonly UpdateFault[] = [];

/**
 * Takes UPDATEs into the Adj-RIBs-In. The attributes are looked at once for each UPDATE, and parsed only when they were
 * not seen before; a prefix costs a look-up in the index and a row, without an object.
 */
export class UpdateImport {
  readonly #state: RouterState;
  readonly #reader = new UpdateReader();
  #peer!: Peer;
  #understood = withdrawn;
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
    for (const { id } of [classic, multiprotocol]) if (id !== none) this.#state.pool.release(id);
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
    const settings = peer.settings.families[family];
    if (settings === undefined) return withdrawn;
    const contextKey = peer.importContextKey + shapeBits(family, isClassic);
    const known = pool.recall(block, contextKey);
    if (known !== none) {
      pool.retain(known);
      return { id: known, ineligible: pool.recalledNote };
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
    const id = pool.intern(attributes, settings.weight);
    const ineligible = ineligibleCode(whyIneligible(attributes, family, peer, this.#state));
    // A block with a discarded attribute is parsed each time, so that each time the fault is told of.
    if (treatment === undefined) pool.remember(block, contextKey, id, ineligible);
    return { id, ineligible };
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

  #takeIn(field: UpdateReader['nlri'], understood: UnderstoodAttributes): void {
    this.#understood = understood;
    field.forEach(understood.id === none ? this.#withdraw : this.#learn);
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
    const { id, ineligible } = this.#understood;
    rib.learn(prefix, source, pathIdentifier, id, ineligible, wholeSeconds(this.#state.now));
  };

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
