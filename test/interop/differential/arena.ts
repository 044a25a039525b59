import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BgpeerRouter } from '../bgpeer.ts';
import { FrrDaemon } from '../daemons/frr.ts';
import { eventually } from '../lab/eventually.ts';
import { Lab } from '../lab/lab.ts';
import type { RunningProgram } from '../lab/running-program.ts';
import { bgpeerTable } from './bgpeer-table.ts';
import { frrTable } from './frr-table.ts';
import { feederAddresses } from './random-scenario.ts';
import type { AdvertisedTable, DeviceOutcome, RoutingTable } from './routing-table.ts';
import { device, type Scenario } from './scenario.ts';

const feederProgram = join(import.meta.dirname, 'feeder.ts');
const feedTimeoutMs = 40_000;

/** A device and its feeders on one LAN, where one device after the other meets the same scenario. */
export class Arena {
  readonly #lab: Lab;
  #run = 0;

  private constructor(lab: Lab) {
    this.#lab = lab;
  }

  static async create(): Promise<Arena> {
    const lab = await Lab.create([{ hostName: 'feeders', lan: 'left', hostNumber: 10 }]);
    const { namespace } = lab.host('feeders');
    for (const address of feederAddresses)
      await namespace.ip('address', 'add', `${address}/24`, 'dev', 'eth0');
    return new Arena(lab);
  }

  async remove(): Promise<void> {
    await this.#lab.remove();
  }

  async playWithFrr(scenario: Scenario): Promise<DeviceOutcome> {
    const folder = this.#folder('frr');
    const { asNumber, bgpIdentifier: routerId } = device;
    const setup = { namespace: this.#lab.router, folder, asNumber, routerId, holdTimeSeconds: 0, peers: [] };
    const daemon = new FrrDaemon(setup, scenario.configuration);
    await daemon.start();
    try {
      return await this.#feed(scenario, folder, async () =>
        frrTable(await daemon.vtysh('show bgp ipv4 unicast json detail')),
      );
    } finally {
      await daemon.stop();
    }
  }

  async playWithBgpeer(scenario: Scenario): Promise<DeviceOutcome> {
    const folder = this.#folder('bgpeer');
    const { configuration } = scenario;
    const router = new BgpeerRouter({ namespace: this.#lab.router, folder, configuration });
    await router.start();
    try {
      return await this.#feed(scenario, folder, async () =>
        bgpeerTable((await router.client.routes('ipv4-unicast', {})).prefixes),
      );
    } finally {
      await router.stop();
    }
  }

  async #feed(scenario: Scenario, folder: string, ask: () => Promise<RoutingTable>): Promise<DeviceOutcome> {
    const scenarioFile = join(folder, 'scenario.json');
    const resultFile = join(folder, 'advertised.json');
    writeFileSync(scenarioFile, JSON.stringify(scenario));
    const { namespace } = this.#lab.host('feeders');
    const command = [process.execPath, feederProgram, scenarioFile, resultFile];
    const feeder = namespace.start(command, { logFile: join(folder, 'feeder.log') });
    try {
      await eventually(async () => isOver(feeder, resultFile), {
        what: 'the feeders have said everything',
        timeoutMs: feedTimeoutMs,
        instead: () => feeder.log(),
      });
      if (!existsSync(resultFile)) throw new Error(`The feeder ended early:\n${feeder.log()}`);
      const advertised = JSON.parse(readFileSync(resultFile, 'utf8')) as AdvertisedTable[];
      return { table: await ask(), advertised };
    } finally {
      await feeder.stop();
    }
  }

  #folder(device: string): string {
    this.#run += 1;
    const folder = join(this.#lab.folder, `${this.#run}-${device}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
  }
}

function isOver(feeder: RunningProgram, resultFile: string): boolean {
  return existsSync(resultFile) || !feeder.isRunning;
}
