import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A link that comes up is announced several times within moments: its flags, its addresses. */
const calmMs = 200;

/** Follows links and addresses of this machine through `ip monitor`, and tells which interfaces have changed. */
export class LinkWatch {
  readonly #changed: (interfaceNames: ReadonlySet<string>) => void;
  readonly #process: ChildProcess;
  #names = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(changed: (interfaceNames: ReadonlySet<string>) => void) {
    this.#changed = changed;
    const child = spawn('ip', ['-oneline', 'monitor', 'link', 'address'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    // Without it routes come back by the sessions alone: nothing to end the speaker for.
    child.on('error', () => {});
    createInterface({ input: child.stdout }).on('line', (line) => this.#handleLine(line));
    this.#process = child;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#process.kill();
  }

  #handleLine(line: string): void {
    const name = interfaceNameOf(line);
    if (name === undefined) return;
    this.#names.add(name);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const names = this.#names;
      this.#names = new Set();
      this.#changed(names);
    }, calmMs);
  }
}

/** The interface that a line of `ip -oneline monitor` is about: `3: eth1@if2: <BROADCAST,…` or `3: eth1    inet 192.0.2.1/24 …`. */
export function interfaceNameOf(line: string): string | undefined {
  return /^(?:\[\w+\])?(?:Deleted )?\d+: ([^\s:@]+)/.exec(line)?.[1];
}
