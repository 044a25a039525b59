import type { CapabilityRow } from './capability-row.ts';

/** BGPsec, code 7 (RFC 8205, section 2.1): one for each version, direction and AFI. */
export interface BgpsecCapability {
  readonly name: 'bgpsec';
  /** 0 to 15; RFC 8205 defines 0. */
  readonly version: number;
  readonly direction: 'receive' | 'send';
  readonly afi: number;
}

const directionBit = 0x08;

export const bgpsec: CapabilityRow<'bgpsec'> = {
  name: 'bgpsec',
  code: 7,
  reference: 'RFC 8205, section 2.1',
  decode(reader) {
    const first = reader.uint8();
    const direction = (first & directionBit) === 0 ? 'receive' : 'send';
    return { name: 'bgpsec', version: first >> 4, direction, afi: reader.uint16() };
  },
  encode({ version, direction, afi }, writer) {
    writer.uint8(version * 16 + (direction === 'send' ? directionBit : 0));
    writer.uint16(afi);
  },
};
