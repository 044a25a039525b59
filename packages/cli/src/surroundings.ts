import { once } from 'node:events';
import { styleText } from 'node:util';

/** How text may stand out on a terminal. */
export type TextStyle = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';

/** Somewhere to write text. */
export interface TextOutput {
  readonly isTerminal: boolean;
  /** Octets are text in ASCII or UTF-8; they may not change before they are `drained`. */
  write(text: string | Uint8Array): void;
  /** Resolves when what was written has been taken, so that a slow reader costs no memory. */
  drained(): Promise<void>;
}

/** Everything that a command may know or touch of the process it runs in. */
export interface Surroundings {
  /** What was asked for. */
  readonly output: TextOutput;
  /** What is said about it: problems, hints, progress. */
  readonly errors: TextOutput;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** All of the standard input. */
  readInput(): Promise<string>;
  /** The standard input, octet by octet. */
  inputChunks(): AsyncIterable<Uint8Array>;
  /** Aborted when the user wants an end (SIGINT, SIGTERM). A second signal ends the process at once. */
  interruption(): AbortSignal;
  /** Called whenever the process is told to read its configuration again (SIGHUP), which it else would die of. */
  onHangUp(listener: () => void): void;
}

/** The surroundings of this very process. */
export function processSurroundings(): Surroundings {
  return {
    output: textOutput(process.stdout),
    errors: textOutput(process.stderr),
    environment: process.env,
    readInput: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk);
      return Buffer.concat(chunks).toString('utf8');
    },
    inputChunks: () => process.stdin,
    interruption: listenForSignals,
    onHangUp: (listener) => void process.on('SIGHUP', listener),
  };
}

/** Writes lines, each with its line end. */
export function writeLines(output: TextOutput, lines: readonly string[]): void {
  if (lines.length > 0) output.write(`${lines.join('\n')}\n`);
}

/** The text in a style where the output is a terminal and the user wants colours (NO_COLOR). */
export function styled(surroundings: Surroundings, style: TextStyle, text: string): string {
  const { output, environment } = surroundings;
  const wanted = output.isTerminal && !environment.NO_COLOR;
  return wanted ? styleText(style, text, { validateStream: false }) : text;
}

function textOutput(stream: NodeJS.WriteStream): TextOutput {
  // A reader that leaves early, as `head` does, is no fault of anybody's.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    isTerminal: stream.isTTY === true,
    write: (text) => void stream.write(text),
    drained: async () => {
      if (stream.writableNeedDrain) await once(stream, 'drain');
    },
  };
}

function listenForSignals(): AbortSignal {
  const controller = new AbortController();
  const receive = () => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort();
  };
  process.on('SIGINT', receive);
  process.on('SIGTERM', receive);
  return controller.signal;
}
