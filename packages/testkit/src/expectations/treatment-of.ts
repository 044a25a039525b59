import {
  checkOpen,
  decodeMessage,
  type NotificationContent,
  strongestFault,
  type Treatment,
  type WireContext,
} from '@bgpeer/bgp-wire';

/** What a speaker does about a message: it takes it, or one of RFC 7606's four, of which the last is a NOTIFICATION's too. */
export type Outcome = 'accepted' | Treatment;

/** How a message is treated, and why. */
export interface TreatedMessage {
  readonly outcome: Outcome;
  /** One sentence for each fault, the strongest first. */
  readonly details: readonly string[];
  /** Type codes of the attributes at fault. */
  readonly attributeCodes: readonly number[];
  /** The NOTIFICATION that ends the session, or would have before RFC 7606. */
  readonly notification?: NotificationContent;
}

/** How bgp-wire treats one whole message, header included. The values of an OPEN are checked too (RFC 4271, section 6.2). */
export function treatmentOf(octets: Uint8Array, context: WireContext): TreatedMessage {
  const decoded = decodeMessage(octets, context);
  const messageFault =
    'fault' in decoded
      ? decoded.fault
      : decoded.message.type === 'OPEN'
        ? checkOpen(decoded.message)
        : undefined;
  if (messageFault !== undefined) {
    const { detail, notification } = messageFault;
    return { outcome: 'session-reset', details: [detail], attributeCodes: [], notification };
  }
  const faults = 'faults' in decoded ? decoded.faults : [];
  const strongest = strongestFault(faults);
  if (strongest === undefined) return { outcome: 'accepted', details: [], attributeCodes: [] };
  const ordered = [strongest, ...faults.filter((fault) => fault !== strongest)];
  return {
    outcome: strongest.treatment,
    details: ordered.map(({ detail }) => detail),
    attributeCodes: ordered.flatMap(({ attributeCode }) => attributeCode ?? []),
    notification: strongest.notification,
  };
}
