import { join } from 'node:path';
import { eventually } from './eventually.ts';
import type { Namespace } from './namespace.ts';
import type { RunningProgram } from './running-program.ts';

/** One end: a namespace, and its own address there. */
export interface TrafficEnd {
  readonly namespace: Namespace;
  readonly address: string;
}

/** A datagram every 10 ms from one host to another, each of them answered. */
export class Traffic {
  readonly #sender: RunningProgram;
  readonly #echo: RunningProgram;

  private constructor(sender: RunningProgram, echo: RunningProgram) {
    this.#sender = sender;
    this.#echo = echo;
  }

  /** @param folder for its logs */
  static async start(from: TrafficEnd, to: TrafficEnd, folder: string): Promise<Traffic> {
    const command = [process.execPath, join(import.meta.dirname, 'steady-datagrams.ts')];
    const logFile = (end: TrafficEnd) =>
      join(folder, `${end.namespace.hostName}-traffic-${performance.now()}.log`);
    const echo = to.namespace.start([...command, 'echo', to.address], { logFile: logFile(to) });
    await eventually(async () => echo.log().includes('ready'), { what: 'the echo answers' });
    const words = ['send', from.address, to.address];
    const sender = from.namespace.start([...command, ...words], { logFile: logFile(from) });
    return new Traffic(sender, echo);
  }

  /** Ends it once the last answers are there. */
  async stop(): Promise<{ readonly sent: number; readonly answered: number }> {
    await this.#sender.stop();
    await this.#echo.stop();
    return JSON.parse(this.#sender.log()) as { sent: number; answered: number };
  }
}
