import type { AfiSafi } from '../family.ts';
import { assert } from '../octets/assert.ts';
import type { CapabilityRow } from './capability-row.ts';

/** Long-lived graceful restart, code 71 (RFC 9494, section 3.1). */
export interface LongLivedGracefulRestartCapability {
  readonly name: 'long-lived-graceful-restart';
  readonly families: readonly (AfiSafi & {
    readonly forwardingPreserved: boolean;
    /** 0 to 16,777,215. */
    readonly staleTimeSeconds: number;
  })[];
}

const forwardingStateBit = 0x80;
const staleTimeMax = 0xff_ffff;

export const longLivedGracefulRestart: CapabilityRow<'long-lived-graceful-restart'> = {
  name: 'long-lived-graceful-restart',
  code: 71,
  reference: 'RFC 9494, section 3.1',
  decode(reader) {
    const families = [];
    while (reader.remaining > 0) {
      const [afi, safi, flags] = [reader.uint16(), reader.uint8(), reader.uint8()];
      const staleTimeSeconds = reader.uint8() * 65_536 + reader.uint16();
      families.push({ afi, safi, forwardingPreserved: (flags & forwardingStateBit) !== 0, staleTimeSeconds });
    }
    return { name: 'long-lived-graceful-restart', families };
  },
  encode(capability, writer) {
    for (const { afi, safi, forwardingPreserved, staleTimeSeconds } of capability.families) {
      assert(staleTimeSeconds <= staleTimeMax, `stale time ${staleTimeSeconds} s is above ${staleTimeMax}`);
      writer.uint16(afi);
      writer.uint8(safi);
      writer.uint8(forwardingPreserved ? forwardingStateBit : 0);
      writer.uint8(staleTimeSeconds >>> 16);
      writer.uint16(staleTimeSeconds & 0xffff);
    }
  },
};
