import { OctetWriter } from '@bgpeer/bgp-wire';
import type { CaptureTime } from '../capture-time.ts';
import { linkType } from './link-layer.ts';

const magicOfNanoseconds = 0xa1b2_3c4d;
const version = { major: 2, minor: 4 } as const;
const snapOctetCount = 262_144;

/** The header of a pcap file with Ethernet frames and times in nanoseconds (draft-ietf-opsawg-pcap, section 4). */
export function encodePcapFileHeader(): Uint8Array {
  const writer = new OctetWriter();
  writer.uint32(magicOfNanoseconds);
  writer.uint16(version.major);
  writer.uint16(version.minor);
  writer.uint32(0);
  writer.uint32(0);
  writer.uint32(snapOctetCount);
  writer.uint32(linkType.ethernet);
  return writer.finish();
}

/** The record of one Ethernet frame (section 5 there). */
export function encodePcapRecord({ seconds, nanoseconds }: CaptureTime, frame: Uint8Array): Uint8Array {
  const writer = new OctetWriter();
  writer.uint32(seconds);
  writer.uint32(nanoseconds);
  writer.uint32(frame.length);
  writer.uint32(frame.length);
  writer.append(frame);
  return writer.finish();
}
