import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeMessage, familyNames, type Message, type WireContext } from '@bgpeer/bgp-wire';
import { encodeMrtRecord } from '@bgpeer/capture';
import { Speaker } from '@bgpeer/speaker';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../src/command-line.ts';
import { CapturedSurroundings } from './captured-surroundings.ts';
import { corpusPath } from './corpora.ts';

const timeoutMs = 15_000;
/** In no recorded AS path: the router would take the route for a loop. */
const routerAsNumber = 65_432;
const localAddress = '127.0.0.41';
const context: WireContext = {
  fourOctetAsNumbers: true,
  extendedMessages: false,
  families: familyNames,
  addPath: [],
  extendedNextHop: [],
  session: 'external',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bgpeer-inject-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let router: Speaker;
beforeEach(async () => {
  router = new Speaker({
    configuration: {
      asNumber: routerAsNumber,
      routerId: '192.0.2.1',
      ebgpRequiresPolicy: false,
      // Three of the table's routes have an AS_SET.
      rejectAsSets: false,
      peerGroups: { ANYBODY: { remoteAs: 'any' } },
      listenRanges: [{ prefix: '127.0.0.0/8', peerGroup: 'ANYBODY' }],
    },
    listen: [{ address: '127.0.0.1', port: 0 }],
    controlSocketPath: false,
  });
  await router.start();
});
afterEach(() => router.stop());

/** Runs `bgpeer inject` until it says that the session stays, calls back, and ends it as Ctrl-C does. */
async function inject(words: readonly string[], whileUp: () => Promise<void> = async () => {}) {
  const surroundings = new CapturedSurroundings();
  const { port } = router.listening[0];
  const address = ['--peer', '127.0.0.1', '--port', String(port), '--local-address', localAddress];
  const running = runCommandLine(['inject', ...words, ...address, '--router-id', '192.0.2.41'], surroundings);
  if (!words.includes('--exit')) {
    await surroundings.errors.until('Ctrl-C ends it');
    await whileUp();
    surroundings.interrupt();
  }
  return { exitCode: await running, output: surroundings.output.text, errors: surroundings.errors.text };
}

function recordedUpdates(updates: readonly { readonly atMs: number; readonly message: Message }[]): string {
  const records = updates.map(({ atMs, message }) =>
    encodeMrtRecord({
      kind: 'BGP4MP_MESSAGE',
      time: { seconds: 1_700_000_000 + Math.floor(atMs / 1000), nanoseconds: (atMs % 1000) * 1_000_000 },
      hasMicroseconds: true,
      fourOctetAsNumbers: true,
      peerAsNumber: 64_999,
      localAsNumber: 65_000,
      interfaceIndex: 0,
      peerAddress: '198.51.100.1',
      localAddress: '198.51.100.2',
      isLocal: false,
      addPath: false,
      message: encodeMessage(message, context),
    }),
  );
  const path = join(folder, `${updates.length}-updates.mrt`);
  writeFileSync(path, Buffer.concat(records));
  return path;
}

const attributes = {
  origin: 'IGP',
  asPath: [{ type: 'AS_SEQUENCE', asNumbers: [64_999, 4_200_000_000] }],
  nextHop: '198.51.100.1',
} as const;
const announcement: Message = {
  type: 'UPDATE',
  withdrawn: [],
  attributes,
  nlri: [{ prefix: '10.1.0.0/16' }, { prefix: '10.2.0.0/16' }],
};
const withdrawal: Message = {
  type: 'UPDATE',
  withdrawn: [{ prefix: '10.1.0.0/16' }],
  attributes: {},
  nlri: [],
};

describe('bgpeer inject', () => {
  it('sends the routes of a table, one to each prefix, with our AS in front and our next hop', async () => {
    const table = corpusPath('mrt-pyasn/rib.20140523.0600.part.gz');
    const { exitCode, output } = await inject([table, '--asn', '65041'], async () => {
      const count = () => [...router.router.selectedRoutes('ipv4-unicast')].length;
      await router.waitUntil(() => count() === 9072, {
        timeoutMs,
        what: '9072 routes',
        seen: () => `${count()} routes`,
      });
      const selected = router.router.prefix('ipv4-unicast', '1.0.0.0/24')?.routes[0];
      expect(selected).toMatchObject({ attributes: { nextHop: localAddress } });
      expect(selected?.attributes.asPath).toEqual([
        { type: 'AS_SEQUENCE', asNumbers: [65_041, 701, 6453, 15_169] },
      ]);
    });
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: 'sent 9072 routes and 0 withdrawals\n' });
  });

  it('sends recorded UPDATEs in order, to an internal peer as such', async () => {
    const path = recordedUpdates([
      { atMs: 0, message: announcement },
      { atMs: 10, message: withdrawal },
    ]);
    const { exitCode, output } = await inject(
      [path, '--asn', String(routerAsNumber), '--keep-next-hop'],
      async () => {
        await router.waitUntil(() => router.router.prefix('ipv4-unicast', '10.2.0.0/16') !== undefined, {
          timeoutMs,
          what: '10.2.0.0/16',
        });
        expect(router.router.prefix('ipv4-unicast', '10.1.0.0/16')).toBeUndefined();
        expect(router.router.prefix('ipv4-unicast', '10.2.0.0/16')?.routes[0].attributes).toMatchObject({
          asPath: attributes.asPath,
          nextHop: attributes.nextHop,
          localPref: 100,
        });
      },
    );
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: 'sent 2 routes and 1 withdrawals\n' });
  });

  it('keeps the recorded pace', async () => {
    const path = recordedUpdates([0, 150, 300].map((atMs) => ({ atMs, message: announcement })));
    const startedAt = performance.now();
    const { exitCode, output } = await inject([path, '--asn', '65041', '--pace', 'recorded', '--exit']);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(290);
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: 'sent 6 routes and 0 withdrawals\n' });
  });

  it('sends only what one address sent, and says what a damaged file lacks', async () => {
    const path = recordedUpdates([{ atMs: 0, message: announcement }]);
    expect(await inject([path, '--asn', '65041', '--exit', '--from', '192.0.2.99'])).toMatchObject({
      output: 'sent 0 routes and 0 withdrawals\n',
    });
    const cut = join(folder, 'cut.mrt');
    writeFileSync(cut, Buffer.alloc(20, encodeMessage(announcement, context)));
    const { exitCode, errors } = await inject([cut, '--asn', '65041', '--exit']);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/octet \d+: /);
  });

  it('says why there is no session', async () => {
    const surroundings = new CapturedSurroundings();
    const path = recordedUpdates([{ atMs: 0, message: announcement }]);
    const words = ['inject', path, '--asn', '65041', '--peer', '127.0.0.1', '--port', '1'];
    expect(await runCommandLine(words, surroundings)).toBe(1);
    expect(surroundings.errors.text).toMatch(/no session with 127\.0\.0\.1: .*refused/);
    const misuse = new CapturedSurroundings();
    expect(await runCommandLine([...words, '--from', 'x'], misuse)).toBe(2);
  });
});

describe('bgpeer tor --pcap --mrt', () => {
  it('records what is injected, and decode reads it', async () => {
    const [pcap, mrt] = [join(folder, 'tor.pcap'), join(folder, 'tor.mrt')];
    const surroundings = new CapturedSurroundings();
    const flags = `--asn 65001 --router-id 192.0.2.2 --peer 127.0.0.1=65432 --port 0 --listen 127.0.0.51 --log-level silent`;
    const path = recordedUpdates([{ atMs: 0, message: announcement }]);
    const missing = await runCommandLine(
      ['tor', ...flags.split(' '), '--pcap', join(folder, 'no/such/file')],
      surroundings,
    );
    expect(missing).toBe(2);
    const port = router.listening[0].port;
    const config = join(folder, 'tor.yaml');
    writeFileSync(
      config,
      [
        'asNumber: 65001',
        'routerId: 192.0.2.2',
        'ebgpRequiresPolicy: false',
        'networks: [10.99.0.0/16]',
        'listen: { addresses: [127.0.0.51] }',
        'peers:',
        `  - { address: 127.0.0.1, port: ${port}, remoteAs: ${routerAsNumber}, localAddress: 127.0.0.51 }`,
        '',
      ].join('\n'),
    );
    const words = [
      'tor',
      config,
      '--port',
      '0',
      '--pcap',
      pcap,
      '--mrt',
      mrt,
      '--socket',
      join(folder, 'tor.sock'),
      '--log-level',
      'silent',
    ];
    const running = runCommandLine(words, surroundings);
    await router.waitForRoute('10.99.0.0/16', { timeoutMs });
    expect((await inject([path, '--asn', '65041'])).exitCode).toBe(0);
    surroundings.interrupt();
    expect(await running).toBe(0);
    const decode = async (...more: string[]) => {
      const decoding = new CapturedSurroundings();
      expect(await runCommandLine(['decode', ...more, '--type', 'update', '--json'], decoding)).toBe(0);
      return decoding.output.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).octets);
    };
    const fromPackets = await decode(pcap, '--port', String(port));
    expect(fromPackets.length).toBeGreaterThan(0);
    expect(await decode(mrt)).toEqual(fromPackets);
  });
});
