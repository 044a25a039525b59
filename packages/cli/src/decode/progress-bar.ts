import { SingleBar } from 'cli-progress';
import type { Surroundings } from '../surroundings.ts';

/** Files of so many octets are worth a bar. */
const longFileOctetCount = 4 * 1024 * 1024;

/** How far a file has been read. */
export interface ProgressBar {
  readonly advance: (octetCount: number) => void;
  readonly stop: () => void;
}

/**
 * A bar on the standard error for a long file, when that is a terminal and the output does not run through the same one.
 * Undefined where none is wanted.
 */
export function progressBar(
  octetCount: number | undefined,
  surroundings: Surroundings,
): ProgressBar | undefined {
  const { errors, output } = surroundings;
  if (
    octetCount === undefined ||
    octetCount < longFileOctetCount ||
    !errors.isTerminal ||
    output.isTerminal
  ) {
    return undefined;
  }
  const bar = new SingleBar({
    format: '{bar} {percentage} %, {eta_formatted} to go',
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(octetCount, 0);
  return { advance: (more) => bar.increment(more), stop: () => bar.stop() };
}

/** The chunks, each counted as it is taken. */
export async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  count: (octetCount: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    count(chunk.length);
    yield chunk;
  }
}
