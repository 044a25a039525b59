import { setTimeout as pause } from 'node:timers/promises';

export interface EventuallyOptions {
  /** What is waited for, for the failure's message. */
  readonly what: string;
  readonly timeoutMs?: number;
  /** Told once more when time is up: what is there instead. */
  readonly instead?: () => Promise<string> | string;
}

const stepMs = 80;

/**
 * Asks again and again until the answer is neither undefined nor false, and gives it. For what has no event to wait on:
 * foreign daemons and the kernel. An answer that throws counts as not yet.
 */
export async function eventually<Answer>(
  ask: () => Promise<Answer | undefined | false>,
  { what, timeoutMs = 30_000, instead }: EventuallyOptions,
): Promise<Answer> {
  const deadline = performance.now() + timeoutMs;
  let lastError: unknown;
  do {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    await pause(stepMs);
  } while (performance.now() < deadline);
  const seen = instead === undefined ? '' : `; instead: ${await instead()}`;
  throw new Error(`Not within ${timeoutMs} ms: ${what}${seen}`, { cause: lastError });
}
