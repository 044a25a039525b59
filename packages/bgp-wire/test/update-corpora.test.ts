import {
  decodeMessage,
  type decodeUpdate,
  encodeMessage,
  type FamilyName,
  familyByCodes,
  formatAsPath,
  formatCommunity,
  formatLargeCommunity,
  type Nlri,
  parseAddress,
  parseCommunity,
  strongestFault,
  type UpdateMessage,
  UpdateReader,
} from '@bgpeer/bgp-wire';
import { describe, expect, test } from 'vitest';
import {
  type CorpusAttributes,
  type CorpusFields,
  type CorpusRow,
  contextOf,
  hexOf,
  messageAround,
  octetsOf,
  readCorpus,
  wideContext,
} from './corpora.ts';

const titles: Readonly<Record<FamilyName, string>> = {
  'ipv4-unicast': 'ipv4 unicast',
  'ipv6-unicast': 'ipv6 unicast',
};

/** Rows that are wrong by an RFC, and the fault that they must have. */
const faulty = new Map([
  // RFC 2545, section 3: the next hop of IPv6 prefixes has 16 or 32 octets.
  ['extended-nexthop#2', 'next-hop-length'],
  // RFC 4271, section 6.3: NEXT_HOP is the address of a host.
  ['conf-attributes#3', 'next-hop-value'],
]);

function updateOf(row: CorpusRow): ReturnType<typeof decodeUpdate> {
  const octets = row.kind === 'update-body' ? messageAround(2, row.hex) : octetsOf(row.hex);
  const decoded = decodeMessage(octets, contextOf(row));
  if ('fault' in decoded || decoded.message.type !== 'UPDATE') throw new Error('no UPDATE');
  return { message: decoded.message, faults: decoded.faults };
}

/** Prefixes by the corpora's name of their family; only those the codec reads. */
function byFamily(
  classic: readonly Nlri[],
  multiprotocol: UpdateMessage['reachable'],
): Record<string, Nlri[]> {
  const lists: Record<string, Nlri[]> = {};
  if (classic.length > 0) lists[titles['ipv4-unicast']] = [...classic];
  const family = multiprotocol && familyByCodes(multiprotocol.afi, multiprotocol.safi);
  if (family !== undefined && multiprotocol!.nlri.length > 0) {
    lists[titles[family.name]] = [...(lists[titles[family.name]] ?? []), ...multiprotocol!.nlri];
  }
  return lists;
}

const nlriOf = (prefix: string | { prefix: string; pathId?: number }): Nlri =>
  typeof prefix === 'string' ? { prefix } : { prefix: prefix.prefix, pathIdentifier: prefix.pathId };

function expectAttributes(update: UpdateMessage, expected: CorpusAttributes): void {
  const { attributes } = update;
  const written: Partial<Record<keyof CorpusAttributes, unknown>> = {
    origin: attributes.origin?.toLowerCase(),
    med: attributes.multiExitDisc,
    localPref: attributes.localPref,
    originatorId: attributes.originatorId,
    clusterList: attributes.clusterList,
    communities: attributes.communities?.map(formatCommunity),
    extCommunities: attributes.extendedCommunities,
    largeCommunities: attributes.largeCommunities?.map(formatLargeCommunity),
    asPath: formatAsPath(attributes.asPath ?? []),
  };
  const wanted: Partial<Record<keyof CorpusAttributes, unknown>> = { ...expected };
  delete wanted.nextHop;
  wanted.communities = expected.communities?.map((text) => formatCommunity(parseCommunity(text)!));
  wanted.asPath = expected.asPath
    ?.map(({ type, asns }) => (type === 'seq' ? asns.join(' ') : `{${asns}}`))
    .join(' ');
  for (const [name, value] of Object.entries(wanted)) {
    if (value === undefined || !(name in written)) continue;
    expect(written[name as keyof CorpusAttributes], name).toEqual(value);
  }
}

function expectFields(update: UpdateMessage, fields: CorpusFields): void {
  const announced = byFamily(update.nlri, update.reachable);
  for (const [family, announcement] of Object.entries(fields.announce ?? {})) {
    if (!Object.values(titles).includes(family)) continue;
    const list = [announcement].flat();
    expect(announced[family]).toEqual(list.flatMap(({ nlri }) => nlri.map(nlriOf)));
    const nextHops = list.flatMap(({ nextHop }) => nextHop).map((text) => parseAddress(text));
    expect(nextHops).toContain(update.attributes.nextHop);
    if (nextHops.length > 1) expect(nextHops).toContain(update.attributes.linkLocalNextHop ?? nextHops[0]);
  }
  const withdrawn = byFamily(update.withdrawn, update.unreachable);
  for (const [family, prefixes] of Object.entries(fields.withdrawn ?? {})) {
    if (Object.values(titles).includes(family)) expect(withdrawn[family]).toEqual(prefixes.map(nlriOf));
  }
  if (fields.attributes !== undefined) expectAttributes(update, fields.attributes);
}

describe.each(['exabgp/encoding.jsonl', 'netgauze/messages.jsonl'])('UPDATEs of %s', (path) => {
  const rows = readCorpus(path).filter(
    ({ type, expect: { outcome } }) => type === 'update' && outcome === 'ok',
  );

  test.each(rows.map((row, index) => [row.name, index, row] as const))('%s (%i)', (name, _, row) => {
    const { message, faults } = updateOf(row);
    const expectedFault = faulty.get(name);
    if (expectedFault !== undefined) {
      expect(strongestFault(faults)?.reason).toBe(expectedFault);
      return;
    }
    const { fields } = row.expect;
    if (fields === undefined) return;
    expectFields(message, fields);
    const reader = new UpdateReader();
    reader.open(octetsOf(row.hex), contextOf(row));
    const endOfRib = reader.endOfRib && titles[reader.endOfRib];
    const known = fields.eor === undefined || Object.values(titles).includes(fields.eor);
    if (known) expect(endOfRib).toBe(fields.eor);
  });

  test('enough of them are of our families', () => {
    const ours = rows.filter(({ expect: { fields } }) =>
      Object.keys({ ...fields?.announce, ...fields?.withdrawn }).some((family) =>
        Object.values(titles).includes(family),
      ),
    );
    expect(ours.length).toBeGreaterThan(5);
  });
});

test('every exception still has its row', () => {
  const names = readCorpus('exabgp/encoding.jsonl').map(({ name }) => name);
  for (const name of faulty.keys()) expect(names).toContain(name);
});

describe('netgauze’s messages', () => {
  const rows = readCorpus('netgauze/messages.jsonl').filter(({ kind }) => kind === 'message');

  test.each(rows.map((row, index) => [row.name, index, row] as const))('%s (%i)', (_, __, row) => {
    const decoded = decodeMessage(octetsOf(row.hex), contextOf(row));
    const { notification, outcome, reencodesToSameBytes, fields } = row.expect;
    if (notification !== undefined) {
      if (!('fault' in decoded)) throw new Error('decoded');
      expect(decoded.fault.notification).toMatchObject(notification);
    } else if (outcome === 'ok') {
      expect('fault' in decoded).toBe(false);
      if ('fault' in decoded) return;
      if (decoded.message.type === 'NOTIFICATION') {
        expect(decoded.message.code).toBe(fields?.code);
        expect(hexOf(decoded.message.data)).toBe(fields?.dataHex);
      }
      if (decoded.message.type === 'ROUTE-REFRESH') expect(decoded.message.subtype).toBe(fields?.subtype);
      const simple = ['KEEPALIVE', 'NOTIFICATION', 'ROUTE-REFRESH'].includes(decoded.message.type);
      if (reencodesToSameBytes && simple) {
        expect(hexOf(encodeMessage({ ...decoded.message }, contextOf(row)))).toBe(row.hex);
      }
    }
  });
});

describe('captured messages', () => {
  interface Capture {
    readonly file: string;
    readonly from: string;
    readonly to: string;
    readonly type: string;
    readonly hex: string;
  }
  const folders = ['pcap-packetlife', 'pcap-ryu', 'pcap-scapy', 'pcap-tcpdump'];
  const captures = folders.flatMap((folder) => readCorpus<Capture>(`${folder}/messages.jsonl`));
  /** Files whose UPDATEs are faulty on purpose (tcpdump’s own tests). */
  const faultyFiles = /infinite-loop|bgp-addpath\.pcap/;
  const withPathIdentifiers = /add-?path/;
  /** Captured without its OPENs; the AS_PATH has two octets for each AS number. */
  const twoOctetFile = 'mpbgp-linklocal-nexthop.pcap';

  const sessionOf = ({ file, from, to }: Capture) => [file, ...[from, to].sort()].join(' ');
  /** Sessions of which an OPEN was captured that has no four-octet AS number. */
  const twoOctetSessions = new Set(
    captures.filter((capture) => isOpenWithoutFourOctetAs(capture)).map((capture) => sessionOf(capture)),
  );

  function isOpenWithoutFourOctetAs({ type, hex }: Capture): boolean {
    if (type !== 'open') return false;
    const decoded = decodeMessage(octetsOf(hex), wideContext);
    if ('fault' in decoded || decoded.message.type !== 'OPEN') throw new Error('no OPEN');
    return decoded.message.capabilities.every(({ name }) => name !== 'four-octet-as');
  }

  function decodeCapture(capture: Capture): ReturnType<typeof decodeMessage> {
    const addPath = withPathIdentifiers.test(capture.file) ? ['ipv4 unicast', 'ipv6 unicast'] : [];
    const as4 = capture.file !== twoOctetFile && !twoOctetSessions.has(sessionOf(capture));
    const context = { as4, addPath, session: 'ebgp' as const };
    const row = { name: capture.file, hex: capture.hex, context, expect: { outcome: 'ok' } };
    return decodeMessage(octetsOf(capture.hex), contextOf(row));
  }

  test('are read without fault', () => {
    let updates = 0;
    for (const capture of captures) {
      if (capture.type === 'partial' || faultyFiles.test(capture.file)) continue;
      const decoded = decodeCapture(capture);
      if ('fault' in decoded) throw new Error(`${capture.file}: ${decoded.fault.detail}`);
      const strong = decoded.faults.filter(({ treatment }) => treatment !== 'attribute-discard');
      if (decoded.message.type === 'UPDATE') updates++;
      expect(strong, `${capture.file} ${capture.hex}`).toEqual([]);
    }
    expect(updates).toBeGreaterThan(30);
    expect(twoOctetSessions.size).toBeGreaterThan(3);
  });

  test('that are faulty on purpose have faults, and end', () => {
    const faulty = captures.filter(({ file, type }) => type === 'update' && faultyFiles.test(file));
    expect(faulty.length).toBeGreaterThan(4);
    for (const capture of faulty) {
      const decoded = decodeCapture(capture);
      expect('fault' in decoded || decoded.faults.length > 0).toBe(true);
    }
  });
});
