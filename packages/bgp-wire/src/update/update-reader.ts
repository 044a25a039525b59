import { mpReachNlri } from '../attributes/mp-reach-nlri.ts';
import { mpUnreachNlri } from '../attributes/mp-unreach-nlri.ts';
import { type Family, type FamilyName, familyOf } from '../family.ts';
import type { UpdateFault } from '../faults.ts';
import { messageHeaderOctetCount } from '../messages/message-header.ts';
import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { noOctets } from '../octets/no-octets.ts';
import type { WireContext } from '../wire-context.ts';
import { AttributeBlockBuilder } from './attribute-block-builder.ts';
import { AttributeCursor } from './attribute-cursor.ts';
import { openMpReachNlri, openMpUnreachNlri } from './multiprotocol-attributes.ts';
import { NlriField, type NlriVisitor } from './nlri-field.ts';
import { attributeFault, attributeOverrunFault, combineUpdateFaults, updateFault } from './update-faults.ts';

const noFaults: readonly UpdateFault[] = [];
const ipv4Unicast = familyOf('ipv4-unicast');
const mpUnreachFixedOctetCount = 3;

/**
 * Reads UPDATEs (RFC 4271, section 4.3; RFC 4760) without an object per prefix; reusable: `open` a message, then look at
 * the fields and visit the prefixes. Views are of the message, valid until the next `open`.
 *
 * What is checked here is the layout and the syntax of prefixes; the attributes themselves are `decodeAttributeBlock`'s,
 * and `combineUpdateFaults` puts both together.
 */
export class UpdateReader {
  /** Offsets are from the start of the message body. */
  faults: readonly UpdateFault[] = noFaults;
  /**
   * The octets that identify the attribute set: the attribute list without MP_UNREACH_NLRI and with MP_REACH_NLRI cut
   * down to its family and next hop. Empty when there are no attributes.
   */
  attributeBlock: Uint8Array = noOctets;
  /** There are prefixes in the message's own NLRI field. */
  hasClassicReachable = false;
  /** There are prefixes in an MP_REACH_NLRI of a family that the session has. */
  hasMultiprotocolReachable = false;
  /** The family of those. */
  reachableFamily: Family | undefined = undefined;
  /** There are reachable NLRI of any family, known or not (RFC 7606, section 5.2). */
  encodesReachable = false;
  /** The family whose End-of-RIB marker this is (RFC 4724, section 2). */
  endOfRib: FamilyName | undefined = undefined;

  readonly withdrawn = new NlriField();
  readonly nlri = new NlriField();
  readonly multiprotocolReachable = new NlriField();
  readonly multiprotocolUnreachable = new NlriField();
  hasMpReachNlri = false;
  hasMpUnreachNlri = false;
  /** Where the next hop of MP_REACH_NLRI stands in the message, behind the octet with its length. */
  multiprotocolNextHopStart = 0;
  readonly #cursor = new AttributeCursor();
  readonly #block = new AttributeBlockBuilder();
  /** Made with the first fault: most messages have none. */
  #foundFaults: UpdateFault[] | undefined = undefined;

  /** Takes a whole UPDATE whose header has been checked. */
  open(message: Uint8Array, context: WireContext): void {
    this.#reset(message);
    const start = messageHeaderOctetCount;
    const withdrawnEnd = start + 2 + ((message[start] << 8) | message[start + 1]);
    const attributesStart = withdrawnEnd + 2;
    const attributesEnd =
      attributesStart > message.length
        ? Number.POSITIVE_INFINITY
        : attributesStart + ((message[withdrawnEnd] << 8) | message[withdrawnEnd + 1]);
    if (attributesEnd > message.length) {
      this.#addLayoutFault(attributesStart > message.length, withdrawnEnd);
    } else {
      this.#openClassicField(this.withdrawn, 'Withdrawn Routes', message, start + 2, withdrawnEnd, context);
      this.#openClassicField(this.nlri, 'NLRI', message, attributesEnd, message.length, context);
      this.#readAttributes(message, attributesStart, attributesEnd, context);
      this.#summarize(message, attributesEnd - attributesStart);
    }
    this.faults = combineUpdateFaults(this.#foundFaults ?? noFaults, noFaults, this.encodesReachable);
  }

  /** Visits the withdrawn prefixes: the message's own, then those of MP_UNREACH_NLRI. */
  forEachWithdrawn(visitor: NlriVisitor): void {
    this.withdrawn.forEach(visitor);
    this.multiprotocolUnreachable.forEach(visitor);
  }

  /** Visits the advertised prefixes: the message's own, then those of MP_REACH_NLRI. */
  forEachReachable(visitor: NlriVisitor): void {
    this.nlri.forEach(visitor);
    this.multiprotocolReachable.forEach(visitor);
  }

  /**
   * `attributeBlock` as it holds for the message's own NLRI field: without the next hop of MP_REACH_NLRI. It differs only
   * in an UPDATE that has both kinds of prefixes, which RFC 7606 (section 5.1) forbids to send but not to receive.
   */
  classicAttributeBlock(): Uint8Array {
    return this.#block.blockWithoutMultiprotocol();
  }

  #reset(message: Uint8Array): void {
    this.#foundFaults = undefined;
    this.hasClassicReachable = false;
    this.hasMultiprotocolReachable = false;
    this.reachableFamily = undefined;
    this.encodesReachable = false;
    this.endOfRib = undefined;
    this.hasMpReachNlri = false;
    this.hasMpUnreachNlri = false;
    this.withdrawn.clear();
    this.nlri.clear();
    this.multiprotocolReachable.clear();
    this.multiprotocolUnreachable.clear();
    this.#block.open(message, messageHeaderOctetCount);
    this.attributeBlock = this.#block.block();
  }

  #openClassicField(
    field: NlriField,
    name: string,
    message: Uint8Array,
    start: number,
    end: number,
    context: WireContext,
  ): void {
    if (start === end) return;
    const isNegotiated = context.families.includes('ipv4-unicast');
    const addPath = context.addPath.includes('ipv4-unicast');
    field.open(ipv4Unicast, message, start, end, addPath);
    const problem = field.check();
    if (problem !== undefined) {
      const offset = problem.offset - messageHeaderOctetCount;
      const { invalidNetworkField } = updateMessageErrorSubcode;
      const detail = `${name}: ${problem.detail}`;
      this.#add(updateFault('session-reset', problem.reason, invalidNetworkField, offset, detail));
      field.clear();
    } else if (!isNegotiated) {
      const offset = start - messageHeaderOctetCount;
      const { optionalAttributeError } = updateMessageErrorSubcode;
      const detail = `${name}: the session does not have IPv4 Unicast`;
      const reason = 'attribute-not-allowed';
      this.#add(updateFault('attribute-discard', reason, optionalAttributeError, offset, detail));
      field.family = undefined;
    }
  }

  #readAttributes(message: Uint8Array, start: number, end: number, context: WireContext): void {
    const cursor = this.#cursor;
    cursor.open(message, start, end);
    this.#block.open(message, start);
    while (cursor.next()) {
      if (cursor.code === mpReachNlri.code) this.#readMpReachNlri(context);
      else if (cursor.code === mpUnreachNlri.code) this.#readMpUnreachNlri(context);
      else this.#block.keep(cursor);
    }
    if (cursor.overrun) this.#add(attributeOverrunFault(cursor, messageHeaderOctetCount));
    this.attributeBlock = this.#block.block();
  }

  #readMpReachNlri(context: WireContext): void {
    if (this.hasMpReachNlri) {
      this.#addRepetition('MP_REACH_NLRI');
      return;
    }
    this.hasMpReachNlri = true;
    this.multiprotocolNextHopStart = this.#cursor.valueStart + 4;
    const field = this.multiprotocolReachable;
    const fault = openMpReachNlri(this.#cursor, messageHeaderOctetCount, field, context);
    if (fault === undefined) {
      this.#block.keepNextHop(this.#cursor);
    } else {
      this.#block.leaveOut();
      this.#add(fault);
    }
  }

  #readMpUnreachNlri(context: WireContext): void {
    if (this.hasMpUnreachNlri) {
      this.#addRepetition('MP_UNREACH_NLRI');
      return;
    }
    this.hasMpUnreachNlri = true;
    const field = this.multiprotocolUnreachable;
    const fault = openMpUnreachNlri(this.#cursor, messageHeaderOctetCount, field, context);
    this.#block.leaveOut();
    if (fault !== undefined) this.#add(fault);
  }

  #summarize(message: Uint8Array, attributesOctetCount: number): void {
    const { nlri, multiprotocolReachable, multiprotocolUnreachable } = this;
    this.hasClassicReachable = nlri.family !== undefined && !nlri.isEmpty;
    this.reachableFamily = multiprotocolReachable.family;
    this.hasMultiprotocolReachable =
      multiprotocolReachable.family !== undefined && !multiprotocolReachable.isEmpty;
    this.encodesReachable = !nlri.isEmpty || !multiprotocolReachable.isEmpty;
    const octetCount = message.length - messageHeaderOctetCount;
    if (octetCount === 4) {
      this.endOfRib = 'ipv4-unicast';
    } else if (
      octetCount === 4 + attributesOctetCount &&
      this.hasMpUnreachNlri &&
      multiprotocolUnreachable.isEmpty &&
      this.#cursor.end - this.#cursor.valueStart === mpUnreachFixedOctetCount &&
      this.#cursor.end - messageHeaderOctetCount === octetCount &&
      this.attributeBlock.length === 0
    ) {
      this.endOfRib = multiprotocolUnreachable.family?.name;
    }
  }

  /** RFC 7606, section 3, item b. */
  #addLayoutFault(isWithdrawn: boolean, withdrawnEnd: number): void {
    const { malformedAttributeList } = updateMessageErrorSubcode;
    const name = isWithdrawn ? 'Withdrawn Routes Length' : 'Total Path Attribute Length';
    const reason = isWithdrawn ? 'withdrawn-length' : 'attribute-list-length';
    const offset = isWithdrawn ? 0 : withdrawnEnd - messageHeaderOctetCount;
    this.#add(
      updateFault('session-reset', reason, malformedAttributeList, offset, `${name} overruns the message`),
    );
  }

  /** RFC 7606, section 3, item g. */
  #addRepetition(name: string): void {
    const { malformedAttributeList } = updateMessageErrorSubcode;
    const detail = `${name} appears more than once`;
    const origin = messageHeaderOctetCount;
    this.#block.leaveOut();
    this.#add(
      attributeFault(
        this.#cursor,
        origin,
        'session-reset',
        'attribute-duplicate',
        malformedAttributeList,
        detail,
      ),
    );
  }

  #add(fault: UpdateFault): void {
    this.#foundFaults ??= [];
    this.#foundFaults.push(fault);
  }
}
