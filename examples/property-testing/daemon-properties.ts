import {
  arbitraryEdgeCase,
  arbitraryMalformedCase,
  arbitraryValidCase,
  type EdgeCase,
  type MalformedCase,
  type ValidCase,
} from '@bgpeer/testkit';
import fc from 'fast-check';
import { agreedContext } from './agreed-context.ts';
import { type DaemonReaction, DaemonSession, type DaemonSessionOptions } from './daemon-session.ts';

const options = { context: fc.constant(agreedContext), types: ['UPDATE'] } as const;

/** A daemon under test; a session is kept from case to case until a case ends it. */
export class DaemonUnderTest {
  readonly #options: DaemonSessionOptions;
  #session: DaemonSession | undefined;

  constructor(options: DaemonSessionOptions) {
    this.#options = options;
  }

  async react(octets: Uint8Array): Promise<DaemonReaction> {
    if (this.#session === undefined || this.#session.isClosed)
      this.#session = await DaemonSession.establish(this.#options);
    return await this.#session.react(octets);
  }

  close(): void {
    this.#session?.close();
  }
}

/** No UPDATE that an RFC allows ends the session. */
export function takesWhatIsAllowed(daemon: DaemonUnderTest): fc.IAsyncProperty<[ValidCase | EdgeCase]> {
  return fc.asyncProperty(
    fc.oneof(arbitraryValidCase(options), arbitraryEdgeCase(options)),
    async ({ octets }) => (await daemon.react(octets)).kind === 'accepted',
  );
}

/** A malformed UPDATE ends the session when RFC 7606 says so, and only then. */
export function treatsMalformedUpdates(
  daemon: DaemonUnderTest,
  isTested: (each: MalformedCase) => boolean = () => true,
): fc.IAsyncProperty<[MalformedCase]> {
  return fc.asyncProperty(arbitraryMalformedCase(options).filter(isTested), async ({ octets, expected }) => {
    const { kind } = await daemon.react(octets);
    return kind === (expected.treatment === 'session-reset' ? 'ended' : 'accepted');
  });
}
