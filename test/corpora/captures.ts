import { encodeMessage, formatHexadecimal, strongestFault } from '@bgpeer/bgp-wire';
import { type CapturedMessage, millisecondsOfCaptureTime, type TcpEndpoint } from '@bgpeer/capture';
import { type Comparison, type CorpusSource, corpusSource } from './corpus-case.ts';
import { readCorpusFile, readCorpusRows } from './corpus-files.ts';
import { type ReadFile, readPackets } from './read-capture.ts';

interface CaptureRow {
  readonly file: string;
  /** Seconds since the file's first message; null for what is left of a stream that is cut. */
  readonly t: number | null;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly hex: string;
}

/** Files made to be malformed. */
const malformedFiles = [
  // Made to hang a reader.
  'bgp-infinite-loop.pcap',
  // NEXT_HOP has no octets, as tcpdump says, and there are two MP_REACH_NLRI.
  'bgp-addpath.pcap',
];

/** The messages of a folder of packet captures, in the order of each file. */
export function capturedMessages(folder: string): CorpusSource {
  const name = `pcap-${folder}/messages`;
  const rows = readCorpusRows<CaptureRow>(`${name}.jsonl`);
  const files = new Map<string, ReadFile<CapturedMessage>>();
  const readFile = (file: string) => {
    const read = files.get(file) ?? readPackets(readCorpusFile(`pcap-${folder}/${file}`));
    files.set(file, read);
    return read;
  };
  return corpusSource(name, rows, (row) => {
    const ofFile = rows.filter(
      ({ file, type }) => file === row.file && (type === 'partial') === (row.type === 'partial'),
    );
    const place = ofFile.indexOf(row);
    return {
      name: `${row.file} ${row.type}`,
      compare: () =>
        row.type === 'partial'
          ? compareRest(row, readFile(row.file), place)
          : compareCaptured(row, readFile(row.file), place, ofFile.length),
    };
  });
}

function compareCaptured(
  row: CaptureRow,
  { items }: ReadFile<CapturedMessage>,
  place: number,
  messageCount: number,
): Comparison {
  const isSound = !malformedFiles.includes(row.file);
  const { t, from, to, hex, type } = row;
  const theirs = { messageCount, t, from, to, hex, isSound, ...(isSound && { type, goesOutAs: hex }) };
  const message = items[place];
  if (message === undefined) return { theirs, ours: { messageCount: items.length } };
  const milliseconds = millisecondsOfCaptureTime(message.time) - millisecondsOfCaptureTime(items[0].time);
  return {
    theirs,
    ours: {
      messageCount: items.length,
      t: Math.round(milliseconds * 1000) / 1_000_000,
      from: endpointText(message.from),
      to: endpointText(message.to),
      hex: formatHexadecimal(message.octets),
      ...decodedWords(message),
    },
  };
}

/** The rows have no brackets around IPv6 addresses. */
const endpointText = ({ address, port }: TcpEndpoint) => `${address}:${port}`;

/** Sound: nothing is withdrawn, and no session ends over it. */
function decodedWords({ decoded, context }: CapturedMessage): object {
  if ('fault' in decoded) return { isSound: false };
  const treatment = strongestFault(decoded.faults)?.treatment ?? 'attribute-discard';
  if (treatment !== 'attribute-discard') return { isSound: false };
  return {
    isSound: true,
    type: decoded.message.type.toLowerCase(),
    goesOutAs: formatHexadecimal(encodeMessage(decoded.message, context)),
  };
}

/** What is left of a stream is no message, and the end of the file says so. */
function compareRest(row: CaptureRow, { faults }: ReadFile<CapturedMessage>, place: number): Comparison {
  const detail = `the stream ends ${row.hex.length / 2} octets into a message`;
  return { theirs: `${row.from} to ${row.to}: ${detail}`, ours: faults[place]?.detail };
}
