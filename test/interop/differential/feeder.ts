import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { FeederSession } from './feeder-session.ts';
import type { Scenario } from './scenario.ts';

/** So long nothing may be said or heard before a turn counts as settled: more than any delay of a device's own. */
const quietMs = 400;

/**
 * `feeder.ts SCENARIO RESULT`: opens a session for each feeder, has each say what it says in its turn, and writes what
 * every feeder was sent. The sessions stay open until the program is ended, so that the device can be asked meanwhile.
 */
const [scenarioFile, resultFile] = process.argv.slice(2);
const scenario = JSON.parse(readFileSync(scenarioFile, 'utf8')) as Scenario;

const sessions: FeederSession[] = [];
for (const feeder of scenario.feeders) {
  sessions.push(await FeederSession.open(feeder));
  console.log(`${feeder.address} is Established`);
}
await settle();
for (const { feeder, steps } of scenario.turns) {
  for (const step of steps) sessions[feeder].say(step);
  await settle();
  console.log(`${scenario.feeders[feeder].address} had its turn`);
}
const learned = sessions.map((session) => Object.fromEntries(session.learned));
// Written aside and renamed: whoever waits for the file never sees half of it.
writeFileSync(`${resultFile}.partial`, JSON.stringify(learned));
renameSync(`${resultFile}.partial`, resultFile);

/** Every session has been quiet for a while: the device has decided and told. */
async function settle(): Promise<void> {
  for (;;) {
    const lastActiveAt = Math.max(...sessions.map((session) => session.lastActiveAt));
    const restMs = lastActiveAt + quietMs - performance.now();
    if (restMs <= 0) return;
    await pause(restMs);
  }
}
