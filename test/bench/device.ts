import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FamilyName } from '@bgpeer/bgp-wire';

/** A peer that the benchmark plays, and the device's end of its session. */
export interface BenchPeerAddresses {
  readonly asNumber: number;
  readonly bgpIdentifier: string;
  readonly address: string;
  readonly deviceAddress: string;
}

export const feeder: BenchPeerAddresses = {
  asNumber: 65001,
  bgpIdentifier: '127.0.0.2',
  address: '127.0.0.2',
  deviceAddress: '127.0.0.1',
};

/**
 * Loopback has one IPv6 address only, so of the two peers just the receiver is there for IPv6: its session gives the
 * device an IPv6 address of its own as the next hop.
 */
export const receivers: Readonly<Record<FamilyName, BenchPeerAddresses>> = {
  'ipv4-unicast': {
    asNumber: 65002,
    bgpIdentifier: '127.0.0.3',
    address: '127.0.0.3',
    deviceAddress: '127.0.0.1',
  },
  'ipv6-unicast': { asNumber: 65002, bgpIdentifier: '127.0.0.3', address: '::1', deviceAddress: '::1' },
};

const command = join(import.meta.dirname, '../../packages/cli/src/main.ts');
const stderrCharactersKept = 4_000;
/** The unit of times in /proc/PID/stat, the same on every Linux that Node runs on. */
const clockTicksPerSecond = 100;
const lowestPort = 20_179;
const highestPort = 21_179;

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
    const listenAddresses = new Set([feeder, receivers[family]].map((peer) => peer.deviceAddress));
    const socket = join(this.#directory, 'bgpeer.sock');
    const profiling = cpuProfileDirectory ? ['--cpu-prof', `--cpu-prof-dir=${cpuProfileDirectory}`] : [];
    this.#process = spawn(
      process.execPath,
      [
        ...profiling,
        command,
        'tor',
        configuration,
        ...[...listenAddresses].flatMap((address) => ['--listen', address]),
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
    process.once('exit', this.#kill);
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
    process.off('exit', this.#kill);
    rmSync(this.#directory, { recursive: true });
  }

  /** For a benchmark that ends early: the device must not stay behind. */
  readonly #kill = (): void => {
    this.#process.kill('SIGKILL');
    rmSync(this.#directory, { recursive: true, force: true });
  };
}

function frrConf(family: FamilyName): string {
  const peers = [feeder, receivers[family]];
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

/** Below the ports that the kernel hands out by itself, so that nobody is given it before the device listens. */
async function findFreePort(): Promise<number> {
  for (let port = lowestPort; ; port++) {
    const server = createServer().listen(port, feeder.deviceAddress);
    try {
      await once(server, 'listening');
    } catch (error) {
      if (port === highestPort) throw error;
      continue;
    }
    server.close();
    await once(server, 'close');
    return port;
  }
}
