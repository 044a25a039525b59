import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FrrDaemon } from '../daemons/frr.ts';
import { eventually } from '../lab/eventually.ts';
import type { Namespace } from '../lab/namespace.ts';
import type { RunningProgram } from '../lab/running-program.ts';

/** What FRR has to say to a configuration, and what its running configuration is then. */
export type Loaded = { readonly complaints: readonly string[]; readonly runningConfig: string };

/** An FRR that starts with nothing, for one configuration: zebra, staticd and bgpd. */
export class FrrShell {
  readonly #namespace: Namespace;
  readonly #folder: string;
  readonly #frr: FrrDaemon;
  #staticd: RunningProgram | undefined;

  constructor(namespace: Namespace, folder: string) {
    this.#namespace = namespace;
    this.#folder = folder;
    const setup = { namespace, folder, asNumber: 0, routerId: '', holdTimeSeconds: 0, peers: [] };
    this.#frr = new FrrDaemon(setup, '');
  }

  async start(): Promise<void> {
    await this.#frr.start();
    this.#staticd = this.#namespace.start(
      [
        ...['/usr/lib/frr/staticd', '-u', 'frr', '-g', 'frr', '-A', '127.0.0.1', '-P', '0'],
        ...['-z', join(this.#folder, 'zserv'), '-i', join(this.#folder, 'staticd.pid')],
        ...['--vty_socket', this.#folder, '-f', '/dev/null'],
      ],
      { logFile: join(this.#folder, 'staticd.log') },
    );
    await eventually(async () => (await this.#vtysh('-d', 'staticd', '-c', 'show version')).includes('FRR'), {
      what: 'staticd answers',
    });
  }

  async stop(): Promise<void> {
    await this.#staticd?.stop();
    await this.#frr.stop();
  }

  /** Has vtysh read a file, statement by statement, as at the start of the machine. */
  async load(configuration: string): Promise<Loaded> {
    const file = join(this.#folder, 'to-load.conf');
    writeFileSync(file, configuration);
    const answer = await this.#vtysh('-f', file);
    const complaints = answer.split('\n').filter((line) => line.trim() !== '' && !isAnnouncement(line));
    return { complaints, runningConfig: await this.#vtysh('-c', 'show running-config') };
  }

  /** Both streams, whether or not it ends well: complaints come with a failure. */
  #vtysh(...words: readonly string[]): Promise<string> {
    const command = ['netns', 'exec', this.#namespace.name, 'vtysh', '--vty_socket', this.#folder, ...words];
    return new Promise((resolve) => {
      execFile('ip', command, { timeout: 10_000 }, (_, stdout, stderr) => resolve(`${stdout}${stderr}`));
    });
  }
}

/**
 * What FRR says of every change of graceful restart, whatever it is, and of a route-map that stands further down, where
 * its own running configuration has it too.
 */
function isAnnouncement(line: string): boolean {
  return (
    /^Graceful restart configuration changed, reset (this peer|all peers) to take effect$/.test(line) ||
    /^The route-map '[^']+' does not exist\.$/.test(line)
  );
}
