import {
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

/**
 * Takes UPDATEs into the Adj-RIBs-In. The attributes are looked at once for each UPDATE, and parsed only when they were
 * not seen before; a prefix costs a look-up in the index and a row, without an object.
 */
export class UpdateImport {
  readonly #state: RouterState;
  readonly #reader = new UpdateReader();
  #peer!: Peer;
  #attributes: AttributesId = none;
  #ineligible = 0;

  constructor(state: RouterState) {
    this.#state = state;
  }

  /** Reads one whole UPDATE message of a peer whose session is up. */
  import(peer: Peer, message: Uint8Array): ImportOutcome {
    const reader = this.#reader;
    this.#peer = peer;
    reader.open(message, peer.negotiated!.receive);
    const faults = [...reader.faults];
    const advertises = reader.hasClassicReachable || reader.hasMultiprotocolReachable;
    if (advertises && strongestFault(faults)?.treatment !== 'session-reset')
      this.#understandAttributes(faults);
    const fault = strongestFault(faults);
    if (fault?.treatment === 'session-reset') return { kind: 'session-reset', fault };
    for (const each of faults) {
      emitEvent(this.#state, {
        name: 'update-fault',
        peer: peer.address,
        treatment: each.treatment,
        detail: each.detail,
      });
    }
    reader.forEachWithdrawn(this.#withdraw);
    if (advertises) {
      // RFC 7606, section 2: treat-as-withdraw handles the routes as though they had been withdrawn.
      const withdraws = this.#attributes === none || fault?.treatment === 'treat-as-withdraw';
      reader.forEachReachable(withdraws ? this.#withdraw : this.#learn);
    }
    if (this.#attributes !== none) this.#state.pool.release(this.#attributes);
    this.#attributes = none;
    return { kind: 'done', endOfRib: reader.endOfRib };
  }

  /** Sets `#attributes` (holding a reference) and `#ineligible`; adds what is wrong with the attributes to `faults`. */
  #understandAttributes(faults: UpdateFault[]): void {
    const { pool } = this.#state;
    const peer = this.#peer;
    const reader = this.#reader;
    const family = reader.reachableFamily?.name ?? 'ipv4-unicast';
    if (peer.settings.families[family] === undefined) return;
    const shape = shapeBits(family, reader.hasClassicReachable, reader.hasMultiprotocolReachable);
    const contextKey = peer.importContextKey + shape;
    this.#attributes = pool.recall(reader.attributeBlock, contextKey);
    if (this.#attributes !== none) {
      pool.retain(this.#attributes);
      this.#ineligible = pool.recalledNote;
      return;
    }
    const { attributes, faults: found } = decodeAttributeBlock(
      reader.attributeBlock,
      peer.negotiated!.receive,
    );
    const missing = missingMandatoryAttributes(attributes, {
      classicReachable: reader.hasClassicReachable,
      multiprotocolReachable: reader.hasMultiprotocolReachable,
      session: peer.negotiated!.session,
    });
    faults.push(...found, ...missing);
    const treatment = strongestFault([...found, ...missing])?.treatment;
    if (treatment !== undefined && treatment !== 'attribute-discard') return;
    this.#attributes = pool.intern(attributes, peer.settings.families[family].weight);
    this.#ineligible = ineligibleCode(whyIneligible(attributes, family, peer, this.#state));
    // A block with a discarded attribute is parsed each time, so that each time the fault is told of.
    if (treatment === undefined)
      pool.remember(reader.attributeBlock, contextKey, this.#attributes, this.#ineligible);
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
    rib.learn(
      prefix,
      source,
      pathIdentifier,
      this.#attributes,
      this.#ineligible,
      wholeSeconds(this.#state.now),
    );
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
