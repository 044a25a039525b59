import type { AfiSafi } from '../family.ts';
import { assert } from '../octets/assert.ts';
import type { CapabilityRow } from './capability-row.ts';

/** Graceful restart, code 64 (RFC 4724, section 3; RFC 8538, section 2). */
export interface GracefulRestartCapability {
  readonly name: 'graceful-restart';
  /** The Restart State bit, R. */
  readonly restarting: boolean;
  /** The Graceful Notification bit, N (RFC 8538). */
  readonly notificationSupport: boolean;
  /** 0 to 4,095. */
  readonly restartTimeSeconds: number;
  readonly families: readonly (AfiSafi & { readonly forwardingPreserved: boolean })[];
}

const restartStateBit = 0x8000;
const gracefulNotificationBit = 0x4000;
const restartTimeMask = 0x0fff;
const forwardingStateBit = 0x80;

export const gracefulRestart: CapabilityRow<'graceful-restart'> = {
  name: 'graceful-restart',
  code: 64,
  reference: 'RFC 4724, section 3; RFC 8538, section 2',
  decode(reader) {
    const flagsAndTime = reader.uint16();
    const families = [];
    while (reader.remaining > 0) {
      const [afi, safi, flags] = [reader.uint16(), reader.uint8(), reader.uint8()];
      families.push({ afi, safi, forwardingPreserved: (flags & forwardingStateBit) !== 0 });
    }
    return {
      name: 'graceful-restart',
      restarting: (flagsAndTime & restartStateBit) !== 0,
      notificationSupport: (flagsAndTime & gracefulNotificationBit) !== 0,
      restartTimeSeconds: flagsAndTime & restartTimeMask,
      families,
    };
  },
  encode(capability, writer) {
    const { restarting, notificationSupport, restartTimeSeconds, families } = capability;
    assert(restartTimeSeconds <= restartTimeMask, `restart time ${restartTimeSeconds} s is above 4095`);
    writer.uint16(
      (restarting ? restartStateBit : 0) +
        (notificationSupport ? gracefulNotificationBit : 0) +
        restartTimeSeconds,
    );
    for (const { afi, safi, forwardingPreserved } of families) {
      writer.uint16(afi);
      writer.uint8(safi);
      writer.uint8(forwardingPreserved ? forwardingStateBit : 0);
    }
  },
};
