import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlClient, Speaker } from '@bgpeer/speaker';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../src/command-line.ts';
import { CapturedSurroundings } from './captured-surroundings.ts';

const folder = mkdtempSync(join(tmpdir(), 'bgpeer-reload-'));
const [socket, file, stateFile] = ['router.sock', 'frr.conf', 'state.json'].map((name) => join(folder, name));
const timeoutMs = 10_000;
const nodeAddress = '127.0.0.33';

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...words: string[]) {
  const surroundings = new CapturedSurroundings();
  const exitCode = await runCommandLine([...words, '--socket', socket], surroundings);
  return { exitCode, output: surroundings.output.text, errors: surroundings.errors.text };
}

function frrConf({ router = '', lists = '' } = {}): string {
  return `router bgp 65000
 bgp router-id 192.0.2.1
 no bgp ebgp-requires-policy
 neighbor ${nodeAddress} remote-as 65001
 neighbor ${nodeAddress} passive
 network 10.10.1.0/24
${router}!
${lists}`;
}

describe('a router that reads its file again', () => {
  const client = new ControlClient(socket);
  const nodes: Speaker[] = [];
  let surroundings: CapturedSurroundings;
  let end: Promise<unknown>;

  beforeEach(async () => {
    writeFileSync(file, frrConf());
    surroundings = new CapturedSurroundings();
    end = runCommandLine(
      [
        'tor',
        file,
        '--listen',
        '127.0.0.1',
        '--port',
        '0',
        '--socket',
        socket,
        '--state-file',
        stateFile,
      ].concat('--log-level', 'silent'),
      surroundings,
    );
    await surroundings.errors.until('Ctrl-C ends it');
  });

  afterEach(async () => {
    for (const node of nodes.splice(0)) await node.stop();
    surroundings.interrupt();
    await end;
  });

  /** A node with a session, and what it takes to see whether that is still the same one. */
  async function connectedNode() {
    const { listening } = await client.status();
    const node = new Speaker({
      configuration: {
        asNumber: 65001,
        routerId: '192.0.2.33',
        ebgpRequiresPolicy: false,
        networks: ['172.20.0.0/24'],
        peers: [
          { address: '127.0.0.1', port: listening[0].port, localAddress: nodeAddress, remoteAs: 65000 },
        ],
      },
      listen: [],
      controlSocketPath: false,
    });
    nodes.push(node);
    await node.start();
    await node.waitForRoute('10.10.1.0/24', { nextHops: 1, timeoutMs });
    const establishedAt = async () => (await client.peers(nodeAddress)).peers[0].establishedAt;
    return { node, establishedAt, since: await establishedAt() };
  }

  it('takes what is new in it, and the session goes on', async () => {
    const { node, establishedAt, since } = await connectedNode();
    await client.addNetwork('10.10.9.0/24');
    await node.waitForRoute('10.10.9.0/24', { nextHops: 1, timeoutMs });
    writeFileSync(
      file,
      frrConf({
        router: ` network 10.10.2.0/24\n neighbor ${nodeAddress} route-map NONE in\n`,
        lists: 'route-map NONE deny 10\n',
      }),
    );
    expect(await run('config', 'reload')).toEqual({
      exitCode: 0,
      errors: '',
      output: `${file} was read again and is in force (no problems)\n`,
    });
    await node.waitForRoute('10.10.2.0/24', { nextHops: 1, timeoutMs });
    await node.waitForRoute('10.10.9.0/24', { absent: true, timeoutMs });
    const { prefixes } = await client.routes('ipv4-unicast', { prefix: '172.20.0.0/24' });
    expect(prefixes[0].routes).toMatchObject([{ valid: false, deniedBy: { name: 'NONE', sequence: 10 } }]);
    expect((await run('show', 'running-config')).output).toContain('route-map NONE deny 10');
    expect(await establishedAt()).toBe(since);
  });

  it('tells everything that is wrong, and changes nothing', async () => {
    const { establishedAt, since } = await connectedNode();
    const before = await run('show', 'running-config');
    writeFileSync(
      file,
      frrConf({
        router: ` network 10.10.2.0/24\n maximum-paths 1000\n neighbor ${nodeAddress} route-map GONE in\n`,
        lists: 'bgp as-path access-list A permit (\n',
      }),
    );
    const reload = await run('config', 'reload');
    expect(reload).toMatchObject({
      exitCode: 2,
      output: `${file} was read again and is not taken: the configuration before stays in force (3 errors, 1 note)\n`,
    });
    const placed = reload.errors.split('\n').filter((line) => line.startsWith('frr.conf:'));
    expect(placed.map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
      'frr.conf:8: error',
      'frr.conf:9: error',
      'frr.conf:11: error',
      'frr.conf:11: note',
    ]);
    expect(await run('show', 'running-config')).toEqual(before);
    expect(await establishedAt()).toBe(since);
    rmSync(file);
    expect(await run('config', 'reload')).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('there is no such file'),
    });
    expect(await run('show', 'running-config')).toEqual(before);
  });

  it('does so at SIGHUP', async () => {
    const { node, establishedAt, since } = await connectedNode();
    writeFileSync(file, frrConf({ router: ' network 10.10.3.0/24\n' }));
    surroundings.hangUp();
    await node.waitForRoute('10.10.3.0/24', { nextHops: 1, timeoutMs });
    expect(await establishedAt()).toBe(since);
  });

  it('asks for help over a restart from then on, or no more', async () => {
    expect((await run('stop', '--graceful')).errors).toContain('no peer is asked to help');
    writeFileSync(file, frrConf({ router: ' bgp graceful-restart\n' }));
    await run('config', 'reload');
    expect(existsSync(stateFile)).toBe(true);
    writeFileSync(file, frrConf());
    await run('config', 'reload');
    expect(existsSync(stateFile)).toBe(false);
  });

  it('says what only another start changes, and reads nothing but its own file', async () => {
    const yaml = join(folder, 'other.yaml');
    writeFileSync(yaml, 'asNumber: 65000\nrouterId: 192.0.2.1\n');
    expect(await run('config', 'reload', yaml)).toMatchObject({ exitCode: 2, output: '' });
    expect(await run('config', 'check')).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('config check needs a file'),
    });
  });
});

it('without a file there is nothing to read again', async () => {
  const speaker = new Speaker({
    configuration: { asNumber: 65000, routerId: '192.0.2.1' },
    configurationSource: 'command line',
    listen: [],
    controlSocketPath: socket,
  });
  await speaker.start();
  const reload = await run('config', 'reload');
  await speaker.stop();
  expect(reload).toMatchObject({ exitCode: 1, output: '' });
  expect(reload.errors).toContain('nothing to read again');
});

it('another port or kind of fib takes another start', async () => {
  const document = { asNumber: 65000, routerId: '192.0.2.1' };
  const speaker = new Speaker({
    configuration: document,
    listen: [],
    controlSocketPath: false,
    readAgain: async () => ({
      document: {
        ...new Speaker({ configuration: document, listen: [], controlSocketPath: false }).configuration(),
        listen: { port: 1790 },
      },
      problems: [],
    }),
  });
  await speaker.start();
  const answer = await speaker.reload();
  await speaker.stop();
  expect(answer).toMatchObject({ inForce: true, problems: [{ severity: 'warning', path: 'listen' }] });
});

it('says that a file is no text rather than that each of its lines is none', async () => {
  writeFileSync(file, Buffer.from(frrConf(), 'utf16le'));
  const surroundings = new CapturedSurroundings();
  expect(await runCommandLine(['config', 'check', file], surroundings)).toBe(2);
  expect(surroundings.errors.text).toContain('not a text file in UTF-8');
});
