import {
  decodeMessage,
  type FlowspecComponent,
  type FlowspecRule,
  formatEvpnRoute,
  isPrefixComponent,
  type LabelledPrefix,
  type MultiprotocolNlri,
  nlriFamilies,
  nlriFamilyByCodes,
  type UpdateMessage,
  type VpnPrefix,
  type WireContext,
} from '@bgpeer/bgp-wire';
import { describe, expect, test } from 'vitest';
import { type CorpusRow, messageAround, octetsOf, readCorpus, wideContext } from './corpora.ts';

/** The corpora's names of the families that are not routed. */
const titles: Readonly<Record<string, string>> = {
  'ipv4 nlri-mpls': 'ipv4-labelled-unicast',
  'ipv4 mpls-vpn': 'vpnv4-unicast',
  'ipv4 flow': 'ipv4-flowspec',
  'ipv4 flow-vpn': 'vpnv4-flowspec',
  'ipv6 mpls-vpn': 'vpnv6-unicast',
  'ipv6 flow': 'ipv6-flowspec',
  'l2vpn evpn': 'l2vpn-evpn',
};

/** Rows that are wrong by an RFC, and the fault that they must have. */
const faulty: Readonly<Record<string, string>> = {
  // RFC 8956, section 3.1: the pattern has length minus offset bits, 8 here; the row has all 128.
  'conf-flow#7': 'nlri-value',
};

/** Words of ExaBGP for numbers and flags; its own notation has no `==`. */
const words: Readonly<Record<string, string>> = {
  tcp: '6',
  udp: '17',
  unreachable: '3',
  'echo-request': '8',
  'echo-reply': '0',
  push: 'psh',
};

/** What these rows say of an NLRI. */
interface CorpusNlri {
  readonly prefix?: string;
  readonly labels?: readonly number[];
  readonly rd?: string;
  readonly pathId?: number;
  readonly string?: string;
  readonly [component: string]: unknown;
}

interface CorpusList {
  readonly nextHop: string | readonly string[];
  readonly nlri?: readonly CorpusNlri[];
}

function contextFor(row: CorpusRow): WireContext {
  const { addPath = [], as4 = true } = row.context ?? {};
  const otherFamilies = nlriFamilies.map(({ afi, safi, name }) => ({
    afi,
    safi,
    addPath: addPath.some((title) => titles[title] === name),
  }));
  return { ...wideContext, fourOctetAsNumbers: as4, otherFamilies };
}

function decodeRow(row: CorpusRow) {
  const octets = row.kind === 'update-body' ? messageAround(2, row.hex) : octetsOf(row.hex);
  const decoded = decodeMessage(octets, contextFor(row));
  if ('fault' in decoded || decoded.message.type !== 'UPDATE') throw new Error('no UPDATE');
  return { message: decoded.message, faults: decoded.faults };
}

const listOf = (list: MultiprotocolNlri | undefined) =>
  list && { name: nlriFamilyByCodes(list.afi, list.safi)?.name, list };

function expectNlri(list: MultiprotocolNlri, expected: readonly CorpusNlri[], isWithdrawn: boolean): void {
  if (list.flowspecRules !== undefined) {
    expect(list.flowspecRules.map(fieldsOfRule)).toEqual(expected.map(fieldsOfCorpusRule));
    return;
  }
  const prefixes: readonly (LabelledPrefix & Partial<VpnPrefix>)[] =
    list.labelledPrefixes ?? list.vpnPrefixes ?? [];
  expect(prefixes).toEqual(
    expected.map(({ prefix, labels, rd, pathId }) => ({
      prefix,
      // RFC 8277, section 2.4: what stands there in a withdrawal is no label.
      labels: isWithdrawn ? [] : labels,
      ...(rd !== undefined && { routeDistinguisher: rd }),
      ...(pathId !== undefined && { pathIdentifier: pathId }),
    })),
  );
}

const fieldsOfRule = ({ routeDistinguisher, components }: FlowspecRule) => ({
  rd: routeDistinguisher,
  ...Object.fromEntries(components.map((component) => [component.type, fieldsOfComponent(component)])),
});

const fieldsOfComponent = (component: FlowspecComponent) =>
  isPrefixComponent(component) ? [component.prefix] : component.match;

/** ExaBGP's fields in our words. */
function fieldsOfCorpusRule(fields: CorpusNlri): object {
  const { string: _, rd, ...components } = fields;
  const entries = Object.entries(components).map(([name, texts]) => [
    name.replace(/^(destination|source)-ipv[46]$/, '$1-prefix').replace('next-header', 'protocol'),
    (texts as readonly string[]).map((text) => inOurWords(name, text)),
  ]);
  return { rd, ...Object.fromEntries(entries) };
}

function inOurWords(name: string, text: string): string {
  const translated = text.replace(/[a-z]+(?:-[a-z]+)*/g, (word) => words[word] ?? word);
  const isNumeric = !['tcp-flags', 'fragment'].includes(name) && !name.includes('-ipv');
  return isNumeric ? translated.replace(/(^|&)=/g, '$1==') : translated;
}

function expectLists(message: UpdateMessage, row: CorpusRow): number {
  const { announce = {}, withdrawn = {} } = row.expect.fields ?? {};
  let compared = 0;
  for (const [title, list] of Object.entries(announce)) {
    const found = listOf(message.reachable);
    if (titles[title] === undefined) continue;
    const expected = [list].flat() as unknown as CorpusList[];
    expect(found?.name).toBe(titles[title]);
    const nextHops = expected.flatMap(({ nextHop }) => nextHop);
    expect(nextHops).toContain(message.attributes.nextHop ?? 'no-nexthop');
    const nlri = expected.flatMap((each) => each.nlri ?? []);
    if (nlri.length > 0) expectNlri(found!.list, nlri, false);
    compared++;
  }
  for (const [title, list] of Object.entries(withdrawn)) {
    const found = listOf(message.unreachable);
    if (titles[title] === undefined) continue;
    expect(found?.name).toBe(titles[title]);
    if (Array.isArray(list)) expectNlri(found!.list, list as unknown as CorpusNlri[], true);
    compared++;
  }
  return compared;
}

const rows = ['exabgp/encoding.jsonl', 'netgauze/messages.jsonl']
  .flatMap((path) => readCorpus(path))
  .filter(({ expect: { fields } }) =>
    Object.keys({ ...fields?.announce, ...fields?.withdrawn }).some((title) => title in titles),
  );

describe('UPDATEs of the corpora with families that are not routed', () => {
  test.each(rows.map((row) => [row.name, row] as const))('%s', (name, row) => {
    const { message, faults } = decodeRow(row);
    const malformed = faults.filter(
      ({ reason }) => reason.startsWith('nlri') || reason.startsWith('next-hop'),
    );
    expect(malformed.map(({ reason }) => reason)).toEqual(faulty[name] === undefined ? [] : [faulty[name]]);
    if (faulty[name] === undefined) expect(expectLists(message, row)).toBeGreaterThan(0);
  });

  test('they are many, and every exception has its row', () => {
    expect(rows.length).toBe(32);
    for (const name of Object.keys(faulty)) expect(rows.map((row) => row.name)).toContain(name);
  });
});

test('families that the codec has no objects for stay octets', () => {
  const opaque = readCorpus('exabgp/encoding.jsonl').filter(({ expect: { fields } }) =>
    Object.keys(fields?.announce ?? {}).some((title) => /mcast-vpn|vpls|mup/.test(title)),
  );
  expect(opaque.length).toBeGreaterThan(15);
  for (const row of opaque) {
    const { reachable } = decodeRow(row).message;
    expect(row.hex.endsWith(reachable!.octets!)).toBe(true);
    expect(row.hex).toContain(`${reachable!.nextHopOctets}00${reachable!.octets}`);
  }
});

describe('EVPN routes of the corpora', () => {
  const routesOf = (name: string) => {
    const { message, faults } = decodeRow(rows.find((row) => row.name === name)!);
    expect(faults.filter(({ attributeCode }) => attributeCode === 14 || attributeCode === 15)).toEqual([]);
    return (message.reachable ?? message.unreachable)!.evpnRoutes!.map(formatEvpnRoute);
  };
  const segment = '00:00:00:00:00:00:10:00:00:05';

  test('announced ones of NetGauze', () => {
    expect(routesOf('mod/test_evpn_mp_reach/good_wire')).toEqual([
      `ethernet-auto-discovery route-distinguisher 120.0.2.5:100 ethernet-segment ${segment} tag 0 label ${0x493501}`,
      `mac-ip-advertisement route-distinguisher 120.0.2.5:100 ethernet-segment ${'00:'.repeat(9)}00 tag 100 mac 00:0c:29:82:c2:a9 label ${0x493001}`,
    ]);
  });

  test('withdrawn ones of NetGauze', () => {
    expect(routesOf('mod/test_evpn_withdraw/good_wire')).toEqual([
      `ethernet-auto-discovery route-distinguisher 120.0.2.1:100 ethernet-segment ${segment} tag 0 label 0`,
      `ethernet-segment route-distinguisher 120.0.2.1:0 ethernet-segment ${segment} router 120.0.2.1`,
      `ethernet-auto-discovery route-distinguisher 120.0.2.1:0 ethernet-segment ${segment} tag 4294967295 label 0`,
      'inclusive-multicast route-distinguisher 120.0.2.1:100 tag 100 router 120.0.2.1',
      `mac-ip-advertisement route-distinguisher 120.0.2.1:100 ethernet-segment ${'00:'.repeat(9)}00 tag 100 mac 4c:96:14:70:19:80 label 0`,
    ]);
  });

  test('one of yabgp, as attribute', () => {
    const row = readCorpus<CorpusRow & { readonly call: string }>('yabgp/core.jsonl').find(({ name }) =>
      name.includes('l2vpn_evpn_construct_route_type2'),
    )!;
    const length = (row.hex.length / 2).toString(16).padStart(4, '0');
    const octets = messageAround(2, `0000${length}${row.hex}`);
    const decoded = decodeMessage(octets, contextFor(row));
    if ('fault' in decoded || decoded.message.type !== 'UPDATE') throw new Error('no UPDATE');
    expect(decoded.message.reachable?.evpnRoutes?.map(formatEvpnRoute)).toEqual([
      `mac-ip-advertisement route-distinguisher 172.17.0.3:2 ethernet-segment ${'00:'.repeat(9)}00 tag 108 mac 00:11:22:33:44:55 ip 11.11.11.1 label 0`,
    ]);
  });
});
