import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** A command line: the program and its arguments. */
export type CommandWords = readonly [program: string, ...words: string[]];

/** One run of a whole process, its start included. */
export interface ProcessRun {
  readonly elapsedSeconds: number;
  /** Computed in the program and for it in the kernel: unlike the time elapsed, hardly touched by what else runs. */
  readonly processorSeconds: number;
}

/** The shell runs the command with its output thrown away, then says what it cost (POSIX: `times`). */
const timedScript = '"$@" >/dev/null 2>&1 || exit; times';

/** Runs a command to its end. A failure of it rejects. */
export async function runProcess(words: CommandWords): Promise<ProcessRun> {
  const before = performance.now();
  const child = spawn('sh', ['-c', timedScript, 'sh', ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [times, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const elapsedSeconds = (performance.now() - before) / 1000;
  if (exitCode !== 0) throw new Error(`${words.join(' ')} ended with exit code ${exitCode}`);
  return { elapsedSeconds, processorSeconds: childrenSeconds(times) };
}

/** The second line of `times`, user and system time of the children: `0m1.25s 0m0.5s`. */
export function childrenSeconds(times: string): number {
  const [, children = ''] = times.split('\n');
  const spans = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  if (spans.length !== 2) throw new Error(`not what the shell's times says: ${times}`);
  return spans.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

/** A digest of what a command writes to its standard output; undefined when there is no such program. */
export async function outputDigest([program, ...words]: CommandWords): Promise<string | undefined> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'ignore'] });
  const digest = createHash('sha256');
  child.stdout.on('data', (octets: Uint8Array) => digest.update(octets));
  try {
    await once(child, 'close');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return digest.digest('hex');
}
