import { type InterpretedMessage, SessionContexts } from '../session-contexts.ts';
import type { Bgp4mpMessage } from './mrt-record.ts';

/** Sessions are forgotten from here on, the longest unused first: a collector has some hundred. */
const sessionCountMax = 10_000;

/**
 * Decodes the messages of BGP4MP records. Octets of AS numbers are as the subtype says (RFC 6396, section 4.4.3). So is
 * ADD-PATH (RFC 8050); but some writers know only the older subtypes, so it is learnt from the OPENs of the session too.
 */
export class Bgp4mpSessions {
  readonly #sessions = new Map<string, SessionContexts>();

  interpret(record: Bgp4mpMessage): InterpretedMessage {
    const { fourOctetAsNumbers, addPath, peerAsNumber, localAsNumber } = record;
    return this.#sessionOf(record).interpret(record.message, record.isLocal ? 'other' : 'one', {
      fourOctetAsNumbers,
      addPath,
      session: peerAsNumber === localAsNumber ? 'internal' : 'external',
      allFamilies: true,
    });
  }

  #sessionOf({ peerAddress, localAddress }: Bgp4mpMessage): SessionContexts {
    const key = `${peerAddress} ${localAddress}`;
    const contexts = this.#sessions.get(key) ?? new SessionContexts();
    this.#sessions.delete(key);
    if (this.#sessions.size >= sessionCountMax) this.#sessions.delete(this.#sessions.keys().next().value!);
    this.#sessions.set(key, contexts);
    return contexts;
  }
}
