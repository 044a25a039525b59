import {
  encodeAttributeBlock,
  encodeNextHop,
  type FamilyName,
  messageOctetsMaxClassic,
  messageOctetsMaxExtended,
  type Nlri,
  type PathAttributes,
  parsePrefix,
  UpdatePacker,
  type WireContext,
} from '@bgpeer/bgp-wire';

/** UPDATEs back to back. */
export interface WrittenUpdates {
  readonly octets: Uint8Array;
  readonly messageCount: number;
}

/** Packs routes into the UPDATEs of one session, collecting them until they are taken. */
export class UpdateWriter {
  readonly #context: WireContext;
  readonly #packers = new Map<FamilyName, UpdatePacker>();
  #messages: Uint8Array[] = [];

  /** @param context what the peer may be sent. */
  constructor(context: WireContext) {
    this.#context = context;
  }

  withdraw(family: FamilyName, list: readonly Nlri[]): void {
    const packer = this.#packerOf(family);
    packer.beginWithdrawn();
    this.#add(packer, list);
  }

  /** False when the attributes are too long for a message. */
  advertise(family: FamilyName, list: readonly Nlri[], attributes: PathAttributes): boolean {
    const packer = this.#packerOf(family);
    const { fourOctetAsNumbers } = this.#context;
    const nextHop = family === 'ipv4-unicast' ? 'classic' : 'omitted';
    const block = encodeAttributeBlock(attributes, { fourOctetAsNumbers, nextHop });
    if (!packer.beginReachable(block, encodeNextHop(attributes.nextHop!))) return false;
    this.#add(packer, list);
    return true;
  }

  /** What was written since the last time. */
  take(): WrittenUpdates {
    const messages = this.#messages;
    this.#messages = [];
    return { octets: Buffer.concat(messages), messageCount: messages.length };
  }

  #add(packer: UpdatePacker, list: readonly Nlri[]): void {
    for (const { prefix, pathIdentifier = 0 } of list) {
      const { octets, bitLength } = parsePrefix(prefix)!;
      packer.add(octets, 0, bitLength, pathIdentifier);
    }
    packer.finish();
  }

  #packerOf(family: FamilyName): UpdatePacker {
    const known = this.#packers.get(family);
    if (known !== undefined) return known;
    const packer = new UpdatePacker({
      family,
      form: family === 'ipv4-unicast' ? 'classic' : 'multiprotocol',
      addPath: this.#context.addPath.includes(family),
      messageOctetsMax: this.#context.extendedMessages ? messageOctetsMaxExtended : messageOctetsMaxClassic,
      emit: (message) => this.#messages.push(message.slice()),
    });
    this.#packers.set(family, packer);
    return packer;
  }
}
