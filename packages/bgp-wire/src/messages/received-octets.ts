import type { WireContext } from '../wire-context.ts';
import type { Message } from './message.ts';

interface Received {
  readonly octets: Uint8Array;
  readonly context: WireContext;
}

/** By the very message object: a changed message is another one. */
const receivedByMessage = new WeakMap<Message, Received>();

/** Keeps a copy of the octets that a message was decoded from, and makes the message unchangeable. */
export function rememberOctets(message: Message, octets: Uint8Array, context: WireContext): void {
  receivedByMessage.set(Object.freeze(message), { octets: octets.slice(), context: { ...context } });
}

/** A copy of the octets that this message was decoded from, when in that context they still mean the same. */
export function recallOctets(message: Message, context: WireContext): Uint8Array | undefined {
  const received = receivedByMessage.get(message);
  return received !== undefined && isSameContext(received.context, context)
    ? received.octets.slice()
    : undefined;
}

function isSameContext(one: WireContext, other: WireContext): boolean {
  return JSON.stringify(contextKey(one)) === JSON.stringify(contextKey(other));
}

/** Everything of a context, in one order. */
function contextKey(context: WireContext): unknown[] {
  const { fourOctetAsNumbers, extendedMessages, families, addPath, extendedNextHop, otherFamilies, session } =
    context;
  const others = (otherFamilies ?? []).map((family) => [
    family.afi,
    family.safi,
    family.addPath === true,
    family.extendedNextHop === true,
    family.labelCountMax ?? 1,
  ]);
  return [
    fourOctetAsNumbers,
    extendedMessages,
    families.toSorted(),
    addPath.toSorted(),
    extendedNextHop.toSorted(),
    others,
    session,
  ];
}
