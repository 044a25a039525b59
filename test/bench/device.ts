import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FamilyName } from '@bgpeer/bgp-wire';

export const deviceAddress = '127.0.0.1';
export const feeder = { asNumber: 65001, address: '127.0.0.2' } as const;
export const receiver = { asNumber: 65002, address: '127.0.0.3' } as const;

const command = join(import.meta.dirname, '../../packages/cli/src/main.ts');
const stderrCharactersKept = 4_000;
/** The unit of times in /proc/PID/stat, the same on every Linux that Node runs on. */
const clockTicksPerSecond = 100;

/** The device under test: the real command, in a process of its own, with a configuration of its own. */
export class Device {
  readonly port: number;
  readonly #process: ChildProcess;
  readonly #directory: string;
  #stderr = '';
  /** Rejects when the process ends before it is stopped, with what it said last. */
  readonly #ended = Promise.withResolvers<never>();

  private constructor(port: number, family: FamilyName, cpuProfileDirectory?: string) {
    this.port = port;
    this.#directory = mkdtempSync(join(tmpdir(), 'bgpeer-bench-'));
    const configuration = join(this.#directory, 'frr.conf');
    writeFileSync(configuration, frrConf(family));
    const socket = join(this.#directory, 'bgpeer.sock');
    const profiling = cpuProfileDirectory ? ['--cpu-prof', `--cpu-prof-dir=${cpuProfileDirectory}`] : [];
    this.#process = spawn(
      process.execPath,
      [
        ...profiling,
        command,
        'tor',
        configuration,
        '--listen',
        deviceAddress,
        '--port',
        String(port),
        '--socket',
        socket,
        '--log-level',
        'warn',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.#ended.promise.catch(() => {});
    this.#process.stderr?.on('data', (chunk) => {
      this.#stderr = (this.#stderr + chunk).slice(-stderrCharactersKept);
    });
    this.#process.once('exit', (code, signal) => {
      this.#ended.reject(new Error(`bgpeer ended (${signal ?? `exit code ${code}`}):\n${this.#stderr}`));
    });
  }

  /** @param options.cpuProfileDirectory where the process leaves a CPU profile when it ends */
  static async start(options: { family: FamilyName; cpuProfileDirectory?: string }): Promise<Device> {
    return new Device(await findFreePort(), options.family, options.cpuProfileDirectory);
  }

  /** Wait for something, or reject when the device ends first. */
  whileRunning<Value>(something: Promise<Value>): Promise<Value> {
    return Promise.race([something, this.#ended.promise]);
  }

  /** Processor time and the most memory so far, of all the process's threads; undefined where there is no /proc. */
  usage(): { readonly processorSeconds: number; readonly peakMemoryOctets: number } | undefined {
    if (process.platform !== 'linux') return undefined;
    const stat = readFileSync(`/proc/${this.#process.pid}/stat`, 'utf8');
    // The command's name, in parentheses, may hold spaces; utime and stime are the 12th and 13th field after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    return {
      processorSeconds: (Number(fields[11]) + Number(fields[12])) / clockTicksPerSecond,
      peakMemoryOctets: Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024,
    };
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const exited = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      await exited;
    }
    rmSync(this.#directory, { recursive: true });
  }
}

function frrConf(family: FamilyName): string {
  const peers = [feeder, receiver];
  const lines = [
    'router bgp 65000',
    ' bgp router-id 127.0.0.1',
    ' no bgp ebgp-requires-policy',
    ...peers.map(({ address, asNumber }) => ` neighbor ${address} remote-as ${asNumber}`),
    ...peers.map(({ address }) => ` neighbor ${address} passive`),
  ];
  if (family === 'ipv6-unicast') {
    lines.push(
      ' address-family ipv6 unicast',
      ...peers.map(({ address }) => `  neighbor ${address} activate`),
      ' exit-address-family',
    );
  }
  return `${lines.join('\n')}\n`;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, deviceAddress);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
