import { attributeFlag } from '../attributes/attribute-flags.ts';
import { mpReachNlri } from '../attributes/mp-reach-nlri.ts';
import { mpUnreachNlri } from '../attributes/mp-unreach-nlri.ts';
import { type Family, type FamilyName, familyOf } from '../family.ts';
import { messageHeaderOctetCount, messageTypeCodes, writeMessageHeader } from '../messages/message-header.ts';
import { assert } from '../octets/assert.ts';

export interface UpdatePackerOptions {
  readonly family: FamilyName;
  /** Prefixes in the message's own fields (IPv4 unicast only), or in multiprotocol attributes. */
  readonly form: 'classic' | 'multiprotocol';
  readonly addPath: boolean;
  readonly messageOctetsMax: number;
  /** Takes each UPDATE when it is full. The octets are a view that the next UPDATE is written over: keep a copy. */
  readonly emit: (message: Uint8Array) => void;
}

const attributeHeaderOctetCount = 4;

/**
 * Packs prefixes into as few UPDATEs as hold them: `beginReachable` or `beginWithdrawn`, `add` for each prefix, and
 * `finish` at the end. What was begun before is closed by the next `begin*`. A multiprotocol attribute comes first, and
 * nothing is mixed in one message (RFC 7606, section 5.1).
 */
export class UpdatePacker {
  readonly #options: UpdatePackerOptions;
  readonly #family: Family;
  readonly #isMultiprotocol: boolean;
  readonly #nlriOctetsMax: number;
  readonly #message: Uint8Array;
  #nlriStart = 0;
  #offset = 0;
  /** Where prefixes must end, so that what follows them still fits. */
  #nlriLimit = 0;
  #reachable = false;
  #begun = false;
  #attributeBlock: Uint8Array = new Uint8Array();
  #nextHop: Uint8Array = new Uint8Array();

  constructor(options: UpdatePackerOptions) {
    assert(options.form === 'multiprotocol' || options.family === 'ipv4-unicast', 'only IPv4 is classic');
    this.#options = options;
    this.#family = familyOf(options.family);
    this.#isMultiprotocol = options.form === 'multiprotocol';
    this.#message = new Uint8Array(options.messageOctetsMax);
    this.#nlriOctetsMax = (options.addPath ? 4 : 0) + 1 + this.#family.addressOctetCount;
  }

  /**
   * Prefixes that follow are advertised with these attributes (as `encodeAttributeBlock` gives them: NEXT_HOP in it for
   * the classic form, none for the other) and, in the multiprotocol form, these octets of the next hop. Neither may change
   * before the next `begin*` or `finish`.
   *
   * @returns false when the attributes leave no room for even one prefix (RFC 8654, section 5: the route cannot be
   * advertised to this peer); nothing is begun then.
   */
  beginReachable(attributeBlock: Uint8Array, nextHop: Uint8Array): boolean {
    this.finish();
    const octetCount =
      messageHeaderOctetCount +
      4 +
      attributeBlock.length +
      (this.#isMultiprotocol ? attributeHeaderOctetCount + 5 + nextHop.length : 0);
    if (octetCount + this.#nlriOctetsMax > this.#options.messageOctetsMax) return false;
    this.#attributeBlock = attributeBlock;
    this.#nextHop = nextHop;
    this.#reachable = true;
    this.#begun = true;
    return true;
  }

  /** Prefixes that follow are withdrawn. */
  beginWithdrawn(): void {
    this.finish();
    this.#reachable = false;
    this.#begun = true;
  }

  /**
   * Adds a prefix: `ceil(bitLength / 8)` octets from `offset`, bits beyond `bitLength` zero. The path identifier is
   * written with ADD-PATH only.
   */
  add(octets: Uint8Array, offset: number, bitLength: number, pathIdentifier: number): void {
    assert(this.#begun, 'a prefix was added before anything was begun');
    const prefixEnd = offset + ((bitLength + 7) >> 3);
    if (this.#offset === 0) this.#startMessage();
    if (this.#offset + this.#nlriOctetsMax > this.#nlriLimit) {
      const octetCount = (this.#options.addPath ? 4 : 0) + 1 + prefixEnd - offset;
      if (this.#offset + octetCount > this.#nlriLimit) {
        this.#closeMessage();
        this.#startMessage();
      }
    }
    const message = this.#message;
    let write = this.#offset;
    if (this.#options.addPath) {
      message[write++] = pathIdentifier >>> 24;
      message[write++] = pathIdentifier >>> 16;
      message[write++] = pathIdentifier >>> 8;
      message[write++] = pathIdentifier;
    }
    message[write++] = bitLength;
    for (let read = offset; read < prefixEnd; read++) message[write++] = octets[read];
    this.#offset = write;
  }

  /** Emits what is not yet emitted. */
  finish(): void {
    if (this.#offset !== 0) this.#closeMessage();
    this.#begun = false;
  }

  /** Writes everything that stands before the prefixes; lengths are filled in by `#closeMessage`. */
  #startMessage(): void {
    const message = this.#message;
    const limit = message.length;
    let offset = messageHeaderOctetCount + 2;
    writeUint16(message, messageHeaderOctetCount, 0);
    if (this.#isMultiprotocol) {
      // Behind the Total Path Attribute Length: the attribute's header, AFI and SAFI.
      offset += 2;
      const row = this.#reachable ? mpReachNlri : mpUnreachNlri;
      message[offset] = row.flags | attributeFlag.extendedLength;
      message[offset + 1] = row.code;
      writeUint16(message, offset + 4, this.#family.afi);
      message[offset + 6] = this.#family.safi;
      offset += attributeHeaderOctetCount + 3;
      if (this.#reachable) {
        message[offset] = this.#nextHop.length;
        message.set(this.#nextHop, offset + 1);
        offset += 1 + this.#nextHop.length;
        message[offset] = 0;
        offset += 1;
      }
      this.#nlriLimit = limit - (this.#reachable ? this.#attributeBlock.length : 0);
    } else if (this.#reachable) {
      writeUint16(message, offset, this.#attributeBlock.length);
      message.set(this.#attributeBlock, offset + 2);
      offset += 2 + this.#attributeBlock.length;
      this.#nlriLimit = limit;
    } else {
      // The Total Path Attribute Length follows the withdrawn routes.
      this.#nlriLimit = limit - 2;
    }
    this.#nlriStart = offset;
    this.#offset = offset;
  }

  #closeMessage(): void {
    const message = this.#message;
    const withdrawnLengthAt = messageHeaderOctetCount;
    let end = this.#offset;
    if (this.#isMultiprotocol) {
      const attributeStart = withdrawnLengthAt + 4;
      writeUint16(message, attributeStart + 2, end - attributeStart - attributeHeaderOctetCount);
      if (this.#reachable) {
        message.set(this.#attributeBlock, end);
        end += this.#attributeBlock.length;
      }
      writeUint16(message, withdrawnLengthAt + 2, end - attributeStart);
    } else if (!this.#reachable) {
      writeUint16(message, withdrawnLengthAt, end - this.#nlriStart);
      writeUint16(message, end, 0);
      end += 2;
    }
    writeMessageHeader(message, 0, end, messageTypeCodes.UPDATE);
    this.#offset = 0;
    this.#options.emit(message.subarray(0, end));
  }
}

function writeUint16(octets: Uint8Array, offset: number, value: number): void {
  octets[offset] = value >>> 8;
  octets[offset + 1] = value;
}
