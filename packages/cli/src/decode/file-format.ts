import { isPcap, isPcapng } from '@bgpeer/capture';

export type FileFormat = 'gzip' | 'bzip2' | 'pcap' | 'pcapng' | 'mrt' | 'bgp' | 'text';

/** So many octets say what a file is. */
export const formatOctetCount = 19;

/** MRT types that are in use (RFC 6396, section 5.3); a record of another opens no file. */
const mrtTypes = [11, 12, 13, 16, 17, 32, 33, 48, 49];
const mrtSubtypeMax = 64;

/** What a file is by its first octets, of which there may be fewer; undefined when it is nothing we know. */
export function formatOf(head: Uint8Array): FileFormat | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head[0] === 0x42 && head[1] === 0x5a && head[2] === 0x68 && head[4] === 0x31) return 'bzip2';
  if (isPcap(head)) return 'pcap';
  if (isPcapng(head)) return 'pcapng';
  if (head.length >= 16 && head.subarray(0, 16).every((octet) => octet === 0xff)) return 'bgp';
  if (head.length > 0 && head.every(isTextOctet)) return 'text';
  if (looksLikeMrt(head)) return 'mrt';
  return undefined;
}

function looksLikeMrt(head: Uint8Array): boolean {
  if (head.length < 12) return false;
  const [type, subtype] = [(head[4] << 8) | head[5], (head[6] << 8) | head[7]];
  return mrtTypes.includes(type) && subtype <= mrtSubtypeMax && head[8] === 0;
}

function isTextOctet(octet: number): boolean {
  return (octet >= 0x20 && octet < 0x7f) || octet === 0x09 || octet === 0x0a || octet === 0x0d;
}
