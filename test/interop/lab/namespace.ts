import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { RunningProgram, type RunningProgramOptions } from './running-program.ts';

const run = promisify(execFile);

/** Every namespace of these tests is called so, then the id of the process that made it, then the host. */
const namePrefix = 'bgpeer-lab-';

/** A network namespace: a host of the lab, or the LANs between them. */
export class Namespace {
  /** What people call the host: `k8s-ctr`. */
  readonly hostName: string;
  readonly name: string;

  private constructor(hostName: string) {
    this.hostName = hostName;
    this.name = `${namePrefix}${process.pid}-${hostName}`;
  }

  static async create(hostName: string): Promise<Namespace> {
    const namespace = new Namespace(hostName);
    await run('ip', ['netns', 'add', namespace.name]);
    await namespace.ip('link', 'set', 'lo', 'up');
    return namespace;
  }

  /** iproute2 inside the namespace; what it wrote. */
  async ip(...words: readonly string[]): Promise<string> {
    const { stdout } = await run('ip', ['-n', this.name, ...words]);
    return stdout;
  }

  /** Runs a program to its end, at most 10 s, and gives what it wrote; its failure is thrown. */
  async run(program: string, ...words: readonly string[]): Promise<string> {
    const { stdout } = await run('ip', ['netns', 'exec', this.name, program, ...words], {
      timeout: 10_000,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  }

  /** Starts a program that stays, with the namespace's host name as its own. */
  start(command: readonly string[], options: RunningProgramOptions): RunningProgram {
    const named = ['unshare', '--uts', 'sh', '-c', 'hostname "$0"; exec "$@"', this.hostName, ...command];
    return new RunningProgram(['ip', 'netns', 'exec', this.name, ...named], options);
  }

  async setSysctl(...assignments: readonly string[]): Promise<void> {
    await this.run('sysctl', '-qw', ...assignments);
  }

  async remove(): Promise<void> {
    await removeNamespace(this.name);
  }
}

/** Removes what this process, or one that crashed, left behind. */
export async function removeLeftOverNamespaces(): Promise<void> {
  const { stdout } = await run('ip', ['netns', 'list']);
  const names = stdout.split('\n').map((line) => line.split(' ')[0]);
  await Promise.all(names.filter(isLeftOver).map(removeNamespace));
}

function isLeftOver(name: string): boolean {
  if (!name.startsWith(namePrefix)) return false;
  const maker = Number.parseInt(name.slice(namePrefix.length), 10);
  return maker === process.pid || !existsSync(`/proc/${maker}`);
}

async function removeNamespace(name: string): Promise<void> {
  const { stdout } = await run('ip', ['netns', 'pids', name]);
  for (const processId of stdout.split('\n').filter((line) => line !== '')) killQuietly(Number(processId));
  await run('ip', ['netns', 'delete', name]);
}

function killQuietly(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
