import {
  accumulatedIgpMetric,
  decodeMessage,
  encodeCapability,
  formatAsPath,
  formatCommunity,
  formatLargeCommunity,
  formatNlriLists,
  formatNotification,
  type Message,
  MessageFramer,
  type OpenMessage,
  type UpdateMessage,
} from '@bgpeer/bgp-wire';
import type { CapturedMessage } from '@bgpeer/capture';
import { type Comparison, type CorpusSource, corpusSource, fieldsNamedIn } from './corpus-case.ts';
import { readCorpusFile, readCorpusLines } from './corpus-files.ts';
import { readPackets } from './read-capture.ts';
import { wireContextOf } from './row-context.ts';
import { attributeValue, prefixesBelow, readTcpdumpText, type TcpdumpMessage } from './tcpdump-text.ts';

/** tcpdump's texts and the captures they are of, in `pcap-tcpdump`. */
const captureOfText: Readonly<Record<string, string>> = {
  'bgp-4byte-asn.out.txt': 'bgp-4byte-asn.pcap',
  'bgp-addpath.out.txt': 'bgp-addpath.pcap',
  'bgp-aigp.out.txt': 'bgp-aigp.pcap',
  'bgp-enhanced-route-refresh.out.txt': 'bgp-enhanced-route-refresh.pcapng',
  'bgp-extended-msg.out.txt': 'bgp-extended-msg.pcapng',
  'bgp-extended-optional-parameters-length.out.txt': 'bgp-extended-optional-parameters-length.pcapng',
  'bgp-large-community.out.txt': 'bgp-large-community.pcap',
  'bgp-shutdown-communication.out.txt': 'bgp-shutdown-communication.pcapng',
  'bgp_infloop-v.out.txt': 'bgp-infinite-loop.pcap',
  'mpbgp-linklocal-nexthop.out.txt': 'mpbgp-linklocal-nexthop.pcap',
};

/** Every message that tcpdump prints of a capture, and the codec's reading of the same one. */
export function tcpdumpReadings(): CorpusSource {
  const rows = Object.entries(captureOfText).flatMap(([text, capture]) => {
    const items = messagesOf(readCorpusFile(`pcap-tcpdump/${capture}`));
    const printed = readTcpdumpText(readCorpusLines(`pcap-tcpdump/${text}`));
    return printed.map((message, index) => ({ text, printed: message, captured: items[index] }));
  });
  return corpusSource('pcap-tcpdump/*.out.txt', rows, ({ text, printed, captured }) => ({
    name: `${text} ${printed.type}`,
    compare: () => compareReading(printed, captured),
  }));
}

/** A message by itself. */
type Reading = Pick<CapturedMessage, 'octets' | 'decoded'>;

/** The messages of a capture; of one in a link layer that is not read, what stands from the first marker on. */
function messagesOf(file: Uint8Array): readonly Reading[] {
  const { items, faults } = readPackets(file);
  if (!faults.some(({ detail }) => detail.includes('link type'))) return items;
  const framer = new MessageFramer();
  framer.push(file.slice(Buffer.from(file).indexOf(Buffer.alloc(16, 0xff))));
  const messages: Reading[] = [];
  for (let framed = framer.next(); framed !== undefined && 'octets' in framed; framed = framer.next()) {
    const octets = framed.octets.slice();
    messages.push({ octets, decoded: decodeMessage(octets, wireContextOf()) });
  }
  return messages;
}

function compareReading(printed: TcpdumpMessage, captured: Reading | undefined): Comparison {
  const isCut = printed.rest.includes('[|bgp]');
  const { type, octetCount } = printed;
  const theirs = isCut
    ? { octetCount, isSound: false }
    : { octetCount, isSound: true, type, ...printedFields(printed) };
  if (captured === undefined) return { theirs, ours: 'no message' };
  const { decoded, octets } = captured;
  const ours = { octetCount: octets[16] * 256 + octets[17], isSound: 'message' in decoded };
  if ('fault' in decoded) return { theirs, ours };
  const { message, faults } = decoded;
  const words = { type: typeWords[message.type], ...messageWords(message) };
  const strong = faults.filter(({ treatment }) => treatment !== 'attribute-discard');
  if (strong.length === 0) return { theirs, ours: { ...ours, ...fieldsNamedIn(words, theirs) } };
  return { theirs, ours: { ...ours, faults: strong.map(({ reason }) => reason) } };
}

const typeWords: Readonly<Record<Message['type'], string>> = {
  OPEN: 'Open',
  UPDATE: 'Update',
  NOTIFICATION: 'Notification',
  KEEPALIVE: 'Keepalive',
  'ROUTE-REFRESH': 'Route Refresh',
};

function printedFields(printed: TcpdumpMessage): object {
  switch (printed.type) {
    case 'Open':
      return printedOpen(printed);
    case 'Update':
      return printedUpdate(printed);
    case 'Notification':
      return { notification: printed.rest };
    case 'Keepalive':
      return {};
    default:
      throw new Error(`tcpdump printed a ${printed.type}`);
  }
}

function messageWords(message: Message): object {
  switch (message.type) {
    case 'OPEN':
      return openWords(message);
    case 'UPDATE':
      return updateWords(message);
    case 'NOTIFICATION': {
      // Cease/Administrative Shutdown (text) is tcpdump's `Cease (6), subcode Administrative Shutdown (2), … "text"`.
      const { code, subcode } = message;
      const [, error, name, text] = /^([^/]+)\/([^(]+?)(?: \((.*)\))?$/.exec(formatNotification(message))!;
      const communication =
        text === undefined ? '' : `, Shutdown Communication (length: ${text.length}): "${text}"`;
      return { notification: `, ${error} (${code}), subcode ${name} (${subcode})${communication}` };
    }
    case 'KEEPALIVE':
    case 'ROUTE-REFRESH':
      return {};
  }
}

function printedOpen({ lines }: TcpdumpMessage): object {
  const codes = lines.flatMap((line) => /^(?!Option )\S.* \((\d+)\), length: (\d+)$/.exec(line) ?? []);
  return {
    numbers: lines[0],
    capabilities: codes.flatMap((_, index) =>
      index % 3 === 0 ? [[Number(codes[index + 1]), Number(codes[index + 2])]] : [],
    ),
  };
}

function openWords(open: OpenMessage): object {
  const { version, myAutonomousSystem, holdTimeSeconds, bgpIdentifier, capabilities } = open;
  return {
    numbers: `Version ${version}, my AS ${myAutonomousSystem}, Holdtime ${holdTimeSeconds}s, ID ${bgpIdentifier}`,
    capabilities: capabilities.map((capability) => [...encodeCapability(capability).subarray(0, 2)]),
  };
}

function printedUpdate(printed: TcpdumpMessage): object {
  const updated = prefixesBelow(printed, 'Updated routes:');
  const nextHops = /^nexthop: (.*), nh-length/.exec(
    printed.lines.find((line) => line.startsWith('nexthop')) ?? '',
  );
  const fields = {
    origin: attributeValue(printed, 'Origin'),
    asPath: printedAsPath(printed),
    nextHop: updated.length > 0 ? attributeValue(printed, 'Next Hop') : undefined,
    multiprotocolNextHops: nextHops?.[1],
    reachable: printed.lines
      .filter((_, index) => printed.lines[index - 1]?.startsWith('nexthop'))
      .map(inOurWords),
    multiExitDisc: attributeValue(printed, 'Multi Exit Discriminator'),
    localPref: attributeValue(printed, 'Local Preference'),
    communities: attributeValue(printed, 'Community'),
    largeCommunities: attributeValue(printed, 'Large Community'),
    originatorId: attributeValue(printed, 'Originator ID'),
    clusterList: attributeValue(printed, 'Cluster List'),
    accumulatedIgpMetric: attributeValue(printed, 'Accumulated IGP Metric')?.replace(/^.*, metric /, ''),
    withdrawn: prefixesBelow(printed, 'Withdrawn routes:'),
    updated,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** tcpdump prints AS_PATH and AS4_PATH as they stand; the codec merges them (RFC 6793, section 4.2.3). */
function printedAsPath(printed: TcpdumpMessage): string | undefined {
  const asPath = attributeValue(printed, 'AS Path')?.replace('empty', '');
  const as4Path = attributeValue(printed, 'AS4 Path')?.split(' ');
  if (asPath === undefined || as4Path === undefined) return asPath;
  const asNumbers = asPath.split(' ');
  return [...asNumbers.slice(0, asNumbers.length - as4Path.length), ...as4Path].join(' ');
}

const inOurWords = (prefix: string) => prefix.replace(', label:', ' labels ').replace(' (bottom)', '');

function updateWords({ attributes, nlri, withdrawn, reachable }: UpdateMessage): object {
  const { origin, asPath, nextHop, linkLocalNextHop, multiExitDisc, localPref } = attributes;
  const nextHops = [nextHop, linkLocalNextHop].filter((each) => each !== undefined);
  return {
    origin: origin?.replace('INCOMPLETE', 'Incomplete'),
    asPath: asPath && formatAsPath(asPath),
    nextHop,
    multiprotocolNextHops: nextHops.join(', '),
    reachable: reachable === undefined ? [] : formatNlriLists(reachable),
    multiExitDisc: String(multiExitDisc),
    localPref: String(localPref),
    communities: attributes.communities?.map(formatCommunity).join(', '),
    largeCommunities: attributes.largeCommunities?.map(formatLargeCommunity).join(', '),
    originatorId: attributes.originatorId,
    clusterList: attributes.clusterList?.join(', '),
    accumulatedIgpMetric: attributes.aigp && String(accumulatedIgpMetric(attributes.aigp)),
    withdrawn: withdrawn.map(({ prefix }) => prefix),
    updated: nlri.map(({ prefix }) => prefix),
  };
}
