import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFrrConf } from '@bgpeer/config';
import { Speaker } from '@bgpeer/speaker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../src/command-line.ts';
import { CapturedSurroundings } from './captured-surroundings.ts';

const folder = mkdtempSync(join(tmpdir(), 'bgpeer-policy-show-'));
const socket = join(folder, 'router.sock');
const timeoutMs = 10_000;
const node = '127.0.0.41';

const configuration = `
ip prefix-list PL description the lot
ip prefix-list PL seq 5 permit 10.0.0.0/8 le 32
ip prefix-list PL seq 15 deny any
ipv6 prefix-list P6 seq 5 permit any
access-list AL seq 5 permit 10.0.0.0/8
bgp community-list standard CL permit 65000:1
bgp community-list expanded CX permit 65000:.*
bgp large-community-list standard LL permit 65000:1:1
bgp extcommunity-list standard EL permit rt 65000:1
bgp as-path access-list AP permit ^65010$
route-map OUT permit 10
 set as-path prepend 65000 65000
route-map RIN permit 10
 description first
 match ip address prefix-list PL
 set local-preference 150
 on-match next
ip prefix-list DOC seq 5 permit 198.51.100.0/24
route-map RIN deny 15
 match ip address prefix-list DOC
route-map RIN permit 20
 call SUB
route-map SUB permit 10
 set weight 7
 on-match goto 30
route-map SUB permit 30
router bgp 65000
 bgp router-id 192.0.2.1
 neighbor ${node} remote-as 65010
 neighbor ${node} passive
 address-family ipv4 unicast
  network 10.10.1.0/24
  neighbor ${node} route-map RIN in
  neighbor ${node} route-map OUT out
  neighbor ${node} soft-reconfiguration inbound
  neighbor ${node} default-originate
`;

async function run(words: string) {
  const surroundings = new CapturedSurroundings();
  const exitCode = await runCommandLine([...words.split(' '), '--socket', socket], surroundings);
  return {
    exitCode,
    lines: surroundings.output.text.trimEnd().split('\n'),
    errors: surroundings.errors.text,
  };
}

async function lines(words: string): Promise<string[]> {
  return (await run(words)).lines;
}

async function json(words: string) {
  return JSON.parse((await lines(`${words} json`)).join('\n'));
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('policies of a running router, and what they make of routes', () => {
  const parsed = parseFrrConf(configuration, { file: 'frr.conf' });
  const router = new Speaker({
    configuration: parsed.document!,
    placeOf: parsed.placeOf,
    listen: [{ address: '127.0.0.1', port: 0 }],
    controlSocketPath: socket,
  });
  let peer: Speaker;

  beforeAll(async () => {
    await router.start();
    peer = new Speaker({
      configuration: {
        asNumber: 65010,
        routerId: '192.0.2.41',
        ebgpRequiresPolicy: false,
        networks: ['10.7.0.0/16', '192.0.2.0/24', '198.51.100.0/24'],
        peers: [
          { address: '127.0.0.1', port: router.listening[0].port, localAddress: node, remoteAs: 65000 },
        ],
      },
      listen: [],
      controlSocketPath: false,
    });
    await peer.start();
    await router.waitForRoute('10.7.0.0/16', { nextHops: [node], timeoutMs });
    await peer.waitForRoute('0.0.0.0/0', { nextHops: 1, timeoutMs });
    await peer.waitForRoute('10.10.1.0/24', { nextHops: 1, timeoutMs });
  });

  afterAll(async () => {
    await peer.stop();
    await router.stop();
  });

  it('are shown list by list', async () => {
    expect(await lines('show ip prefix-list PL')).toEqual([
      'BGP: ip prefix-list PL: 2 entries',
      '   Description: the lot',
      '   seq 5 permit 10.0.0.0/8 le 32',
      '   seq 15 deny any',
    ]);
    expect(await lines('show ipv6 prefix-list P6')).toEqual([
      'BGP: ipv6 prefix-list P6: 1 entries',
      '   seq 5 permit any',
    ]);
    expect(await lines('show ip prefix-list NOPE')).toEqual(["% Can't find specified prefix-list"]);
    expect(await lines('show ip access-list')).toEqual([
      'BGP:',
      'Zebra IP access list AL',
      '    seq 5 permit 10.0.0.0/8',
    ]);
    expect(await lines('show bgp as-path-access-list')).toEqual([
      'AS path access list AP',
      '    permit ^65010$',
    ]);
    expect(await lines('show bgp community-list')).toEqual([
      'Named Community standard list CL',
      '    permit 65000:1',
      'Named Community expanded list CX',
      '    permit 65000:.*',
    ]);
    expect(await lines('show bgp large-community-list LL detail')).toEqual([
      'Named large community standard list LL',
      '    permit 65000:1:1',
    ]);
    expect(await lines('show bgp extcommunity-list')).toEqual([
      'Named extended community standard list EL',
      '    permit rt 65000:1',
    ]);
    expect(await json('show ip prefix-list PL')).toEqual({
      BGP: {
        PL: {
          addressFamily: 'IPv4',
          entries: [
            { sequenceNumber: 5, type: 'permit', prefix: '10.0.0.0/8', maximumPrefixLength: 32 },
            { sequenceNumber: 15, type: 'deny', prefix: '0.0.0.0/0', maximumPrefixLength: 32 },
          ],
          description: 'the lot',
        },
      },
    });
    expect(await json('show bgp as-path-access-list')).toEqual({
      AP: [{ sequenceNumber: 5, type: 'permit', regExp: '^65010$' }],
    });
  });

  it('are shown route-map by route-map', async () => {
    expect(await lines('show route-map RIN')).toEqual([
      'BGP:',
      'route-map: RIN',
      ' permit, sequence 10',
      '  Description:',
      '    first',
      '  Match clauses:',
      '    ip address prefix-list PL',
      '  Set clauses:',
      '    local-preference 150',
      '  Call clause:',
      '  Action:',
      '    Continue to next entry',
      ' deny, sequence 15',
      '  Match clauses:',
      '    ip address prefix-list DOC',
      '  Set clauses:',
      '  Call clause:',
      '  Action:',
      '    Exit routemap',
      ' permit, sequence 20',
      '  Match clauses:',
      '  Set clauses:',
      '  Call clause:',
      '    Call SUB',
      '  Action:',
      '    Exit routemap',
    ]);
    expect(await lines('show route-map SUB')).toContain('    Goto 30');
    expect(await lines('show route-map NOPE')).toEqual(['BGP:', "BGP: 'route-map NOPE' not found"]);
    expect((await json('show route-map')).BGP.RIN.rules[2]).toMatchObject({
      sequenceNumber: 20,
      callClause: 'SUB',
      action: 'Exit routemap',
    });
  });

  it('leave what was received, and what of it was turned away', async () => {
    const received = await lines(`show bgp neighbors ${node} received-routes`);
    expect(received).toContain('*> 10.7.0.0/16      127.0.0.41               0    150      7 65010 i');
    expect(received).toContain('*> 192.0.2.0/24     127.0.0.41               0             7 65010 i');
    expect(received.at(-1)).toMatch(/^Total number of prefixes \d \(1 filtered\)$/);
    const filtered = await lines(`show bgp neighbors ${node} filtered-routes`);
    expect(filtered.slice(-3)).toEqual([
      '*> 198.51.100.0/24  127.0.0.41               0             0 65010 i',
      '',
      'Total number of prefixes 1',
    ]);
    const answer = await json(`show bgp ipv4 unicast neighbors ${node} received-routes`);
    expect(answer).toMatchObject({ localAS: 65000, filteredPrefixCounter: 1 });
    expect(answer.receivedRoutes['10.7.0.0/16']).toMatchObject({ locPrf: 150, weight: 7, path: '65010' });
    expect(answer.receivedRoutes['198.51.100.0/24'].turnedAway).toContain('route-map RIN');
    expect(answer.receivedRoutes['10.10.1.0/24'].turnedAway).toContain('AS');
  });

  it('are named with their line where they turned a route away', async () => {
    const line = configuration.split('\n').indexOf('route-map RIN deny 15') + 1;
    const denied = `the import policy denies it: route-map RIN, entry 15 (frr.conf, line ${line})`;
    expect((await lines('explain missing 198.51.100.0/24')).join('\n')).toContain(denied);
  });

  it('leave what was received untold without soft-reconfiguration inbound', async () => {
    expect(await lines(`show bgp ipv6 unicast neighbors ${node} received-routes`)).toEqual([
      '% Inbound soft reconfiguration not enabled',
    ]);
    expect(await json(`show bgp ipv6 unicast neighbors ${node} filtered-routes`)).toEqual({
      warning: 'Inbound soft reconfiguration not enabled',
    });
  });

  it('make groups of peers that are sent the same', async () => {
    expect(await lines('show bgp ipv4 unicast update-groups')).toEqual([
      expect.stringMatching(/^Update-group \d+:$/),
      '  Outgoing route map: OUT',
      '  MRAI value (seconds): 0',
      '',
      expect.stringMatching(/^ {2}Update-subgroup \d+:$/),
      expect.stringMatching(/^ {4}Adj-out list count: \d+$/),
      '    Peers:',
      `      - ${node}`,
    ]);
    expect(Object.values(await json('show bgp update-groups'))).toMatchObject([
      { family: 'ipv4Unicast', peers: [node] },
    ]);
  });

  it('are looked at beside the summary of whoever is meant', async () => {
    const shown = async (words: string) =>
      Object.keys((await json(`show bgp summary ${words}`)).ipv4Unicast.peers);
    expect(await shown(`neighbor ${node}`)).toEqual([node]);
    expect(await shown('remote-as 65010')).toEqual([node]);
    expect(await shown('remote-as external')).toEqual([node]);
    expect(await shown('remote-as internal')).toEqual([]);
    expect(await lines('show bgp summary remote-as 65011')).toContain('% No matching neighbor');
    expect(await lines(`show bgp summary neighbor ${node}`)).toContain('Displayed neighbors 1');
  });

  it('are asked again without a reset, of whoever is meant', async () => {
    const asked = `the routes of ${node} are asked for again`;
    const sent = `${node} is sent its routes again`;
    expect(await lines('clear bgp ipv4 unicast * soft in')).toEqual([asked]);
    expect(await lines('clear ip bgp 65010 soft')).toEqual([asked, sent]);
    expect(await lines('clear bgp external soft out')).toEqual([sent]);
    expect(await lines(`clear bgp ${node} in`)).toEqual([asked]);
    expect(await run('clear bgp 65011')).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining('the router has no peers of AS 65011'),
    });
    expect(await run('clear bgp peer-group NOPE soft')).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining('no peers of the group NOPE'),
    });
    expect(await lines('show bgp summary')).toContainEqual(expect.stringContaining(`${node}`));
    expect((await json(`show bgp neighbors ${node}`))[node].connectionsDropped).toBe(0);
  });

  it('make the path that is advertised, with the default route told of apart', async () => {
    const advertised = await lines(`show bgp neighbors ${node} advertised-routes`);
    expect(advertised).toContain('Originating default network 0.0.0.0/0');
    expect(advertised).toContain(
      '*> 10.10.1.0/24     0.0.0.0                  0         32768 65000 65000 i',
    );
    const answer = await json(`show bgp neighbors ${node} advertised-routes`);
    expect(answer.bgpOriginatingDefaultNetwork).toBe('0.0.0.0/0');
    expect(Object.keys(answer.advertisedRoutes)).not.toContain('0.0.0.0/0');
    expect(answer.totalPrefixCounter).toBe(Object.keys(answer.advertisedRoutes).length);
  });
});
