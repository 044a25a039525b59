import {
  addressToOctets,
  encodeAttributeBlock,
  type IpAddress,
  UpdatePacker,
  withNextHopAttribute,
} from '@bgpeer/bgp-wire';
import { type AttributesId, type FamilyRib, none, type PathSlots } from '@bgpeer/rib';
import type { AdvertisementBuckets } from './advertisement-buckets.ts';
import type { ExportOptions } from './export-options.ts';
import { MessageBatch } from './message-batch.ts';

const noNextHop = new Uint8Array(0);

type UpdateForm = ConstructorParameters<typeof UpdatePacker>[0]['form'];

/** Writes what is in the buckets as UPDATEs, once for all who are sent it. */
export class UpdateWriter {
  readonly #options: ExportOptions;
  readonly #rib: FamilyRib;
  readonly #slots: PathSlots | undefined;
  readonly #batch: MessageBatch;
  readonly #classic: UpdatePacker | undefined;
  readonly #multiprotocol: UpdatePacker;
  readonly #address: Uint8Array;

  /**
   * @param slots what stands in the buckets are their numbers; undefined: ids of prefixes
   * @param send takes whole messages, many at a time; the octets are its own
   */
  constructor(
    options: ExportOptions,
    rib: FamilyRib,
    slots: PathSlots | undefined,
    send: (octets: Uint8Array, messageCount: number) => void,
  ) {
    this.#options = options;
    this.#rib = rib;
    this.#slots = slots;
    this.#batch = new MessageBatch(send);
    this.#address = new Uint8Array(rib.index.family.addressOctetCount);
    this.#multiprotocol = this.#packer('multiprotocol');
    this.#classic = options.family === 'ipv4-unicast' ? this.#packer('classic') : undefined;
  }

  /**
   * Writes these sets of the buckets.
   *
   * @param nextHop instead of the one that the sets have
   */
  write(
    buckets: AdvertisementBuckets,
    sets: readonly AttributesId[],
    { nextHop }: { readonly nextHop?: IpAddress } = {},
  ): void {
    const nextHopOctets = nextHop === undefined ? undefined : addressToOctets(nextHop);
    for (const set of sets) {
      const packer = this.#begin(set, nextHopOctets ?? this.#nextHopOctets(set));
      buckets.forEachSlot(set, (slot) => {
        const prefix = this.#slots === undefined ? slot : this.#slots.prefix(slot);
        const pathIdentifier = this.#slots === undefined ? 0 : this.#slots.pathIdentifier(slot);
        this.#rib.index.writeOctets(prefix, this.#address);
        packer.add(this.#address, 0, this.#rib.index.bitLength(prefix), pathIdentifier);
      });
      packer.finish();
    }
    this.#batch.flush();
  }

  /** A packer that takes the prefixes of the set; what the attributes leave no room for is withdrawn (RFC 8654, section 5). */
  #begin(set: AttributesId, nextHop: Uint8Array): UpdatePacker {
    // RFC 4760, section 5: IPv4 unicast with an IPv4 next hop keeps to the fields of RFC 4271.
    const isClassic = set === none || nextHop.length === 4;
    const packer = (isClassic && this.#classic) || this.#multiprotocol;
    const begun = set !== none && packer.beginReachable(this.#block(set, packer, nextHop), nextHop);
    if (!begun) packer.beginWithdrawn();
    return packer;
  }

  #nextHopOctets(set: AttributesId): Uint8Array {
    return set === none ? noNextHop : this.#rib.pool.nextHopOctets(set);
  }

  #block(set: AttributesId, packer: UpdatePacker, nextHop: Uint8Array): Uint8Array {
    const { pool } = this.#rib;
    const block = this.#options.fourOctetAsNumbers
      ? pool.block(set)
      : encodeAttributeBlock(pool.attributes(set), { fourOctetAsNumbers: false, nextHop: 'omitted' });
    return packer === this.#classic ? withNextHopAttribute(block, nextHop) : block;
  }

  #packer(form: UpdateForm): UpdatePacker {
    const { family, messageOctetsMax } = this.#options;
    return new UpdatePacker({
      family,
      form,
      addPath: this.#slots !== undefined,
      messageOctetsMax,
      emit: this.#batch.add,
    });
  }
}
