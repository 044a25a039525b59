/** The example of docs/property-testing.md against BIRD, on the loopback interface. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arbitraryMalformedCase } from '@bgpeer/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agreedContext } from '../../examples/property-testing/agreed-context.ts';
import {
  DaemonUnderTest,
  takesWhatIsAllowed,
  treatsMalformedUpdates,
} from '../../examples/property-testing/daemon-properties.ts';
import { RunningProgram } from './lab/running-program.ts';
import { checkRequirements } from './requirements.ts';

const port = 17_901;
const [birdAddress, ourAddress] = ['127.0.0.1', '127.0.0.10'];
let folder: string;
let bird: RunningProgram;
let daemon: DaemonUnderTest;

beforeAll(() => {
  checkRequirements();
  folder = mkdtempSync(join(tmpdir(), 'bgpeer-bird-'));
  const configuration = join(folder, 'bird.conf');
  writeFileSync(
    configuration,
    `log stderr all;
router id 192.0.2.1;
protocol device { }
protocol bgp tested {
  local ${birdAddress} port ${port} as 65000;
  neighbor ${ourAddress} as 65001;
  strict bind yes;
  multihop;
  passive on;
  enable route refresh on;
  error wait time 1, 1;
  ipv4 { import all; export none; };
}
`,
  );
  const files = ['-c', configuration, '-s', join(folder, 'bird.ctl'), '-P', join(folder, 'bird.pid')];
  bird = new RunningProgram(['bird', '-f', ...files], { logFile: join(folder, 'bird.out') });
  daemon = new DaemonUnderTest({
    host: birdAddress,
    port,
    localAddress: ourAddress,
    asNumber: 65001,
    timeoutMs: 30_000,
  });
});

afterAll(async () => {
  daemon?.close();
  await bird?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The same messages each time: what is tested here is the way of testing, not BIRD. */
const seed = 1;

test('BIRD takes UPDATEs that an RFC allows', async () => {
  await fc.assert(takesWhatIsAllowed(daemon), { seed, numRuns: 300 });
});

test('BIRD keeps the session over UPDATEs that RFC 7606 withdraws or of which it discards an attribute', async () => {
  const property = treatsMalformedUpdates(daemon, ({ expected }) => expected.treatment !== 'session-reset');
  await fc.assert(property, { seed, numRuns: 300 });
});

test('a claim that does not hold, "no UPDATE ends a session", is refuted with the smallest message', async () => {
  const cases = arbitraryMalformedCase({ context: fc.constant(agreedContext), types: ['UPDATE'] });
  const claim = fc.asyncProperty(
    cases,
    async ({ octets }) => (await daemon.react(octets)).kind === 'accepted',
  );
  const { failed, counterexample } = await fc.check(claim, { seed, interruptAfterTimeLimit: 60_000 });
  expect(failed).toBe(true);
  const [{ octets, expected }] = counterexample!;
  expect(expected.treatment).toBe('session-reset');
  expect(octets.length).toBeLessThan(60);
});
