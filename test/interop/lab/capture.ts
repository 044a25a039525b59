import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './eventually.ts';
import type { Lab } from './lab.ts';
import type { RunningProgram } from './running-program.ts';

const run = promisify(execFile);

/** The BGP traffic on every interface of the lab's router, for tshark's judgement. */
export class Capture {
  readonly #program: RunningProgram;
  readonly #file: string;

  private constructor(program: RunningProgram, file: string) {
    this.#program = program;
    this.#file = file;
  }

  static async start(lab: Lab): Promise<Capture> {
    const file = join(lab.folder, 'bgp.pcap');
    const logFile = join(lab.folder, 'tcpdump.log');
    const command = [
      'tcpdump',
      '-Z',
      'root',
      '-i',
      'any',
      '-s',
      '0',
      // Room for 256 packets at once, each of which may fill a whole buffer of 256 KiB; in KiB.
      '-B',
      '65536',
      '-U',
      '--immediate-mode',
      '-w',
      file,
      'tcp port 179',
    ];
    const program = lab.router.start(command, { logFile });
    await eventually(async () => program.log().includes('listening on'), { what: 'tcpdump listens' });
    return new Capture(program, file);
  }

  /** One line for every packet that Wireshark's dissectors call malformed or wrong. */
  async malformedPackets(): Promise<string[]> {
    return await this.packets('_ws.malformed || (bgp && _ws.expert.severity >= "Error")');
  }

  /** One line for every packet that the display filter matches. */
  async packets(displayFilter: string): Promise<string[]> {
    await this.#flushed();
    const { stdout } = await run('tshark', ['-n', '-r', this.#file, '-Y', displayFilter], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout.split('\n').filter((line) => line !== '');
  }

  /** For every packet that the display filter matches, its values of these fields; several of one field with commas. */
  async fields(displayFilter: string, ...names: readonly string[]): Promise<string[][]> {
    await this.#flushed();
    const wanted = names.flatMap((name) => ['-e', name]);
    const command = ['-n', '-r', this.#file, '-Y', displayFilter, '-T', 'fields', ...wanted];
    const { stdout } = await run('tshark', command, { maxBuffer: 64 * 1024 * 1024 });
    return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')]));
  }

  async stop(): Promise<void> {
    await this.#program.stop();
  }

  /** tcpdump writes each packet as it comes; the last ones are there once the file has stopped growing. */
  async #flushed(): Promise<void> {
    let size = -1;
    const stable = async () => {
      const before = size;
      size = statSync(this.#file).size;
      return size === before;
    };
    await eventually(stable, { what: 'the capture has stopped growing' });
  }
}
