import { type FamilyName, familyNames } from '@bgpeer/bgp-wire';
import { z } from 'zod';

/** What a run leaves behind for the one after it, so that this one can restart gracefully (RFC 4724, section 4.1). */
export interface RestartState {
  readonly asNumber: number;
  readonly bgpIdentifier: string;
  /** Of the running kernel: under another one, nothing that was forwarded is left. Absent where the system does not tell. */
  readonly bootId?: string;
  /** When the run was alive for certain: milliseconds since the Unix epoch. */
  readonly writtenAt: number;
  /** Families whose routes are forwarded on without us. */
  readonly preservedFamilies: readonly FamilyName[];
  /** What tells our routes in the kernel's tables from those of others; absent with `fib: none`. */
  readonly kernel?: { readonly protocol: number; readonly metric: number };
  /** Addresses of the peers that had a session. */
  readonly peers: readonly string[];
}

/** Files of another version are of no use to us, nor ours to another version. */
const formatVersion = 1;

const schema = z.object({
  version: z.literal(formatVersion),
  asNumber: z.number(),
  bgpIdentifier: z.string(),
  bootId: z.string().optional(),
  writtenAt: z.number(),
  preservedFamilies: z.array(z.enum(familyNames as readonly [FamilyName])),
  kernel: z.object({ protocol: z.number(), metric: z.number() }).optional(),
  peers: z.array(z.string()),
});

export function formatRestartState(state: RestartState): string {
  return `${JSON.stringify({ version: formatVersion, ...state }, undefined, 2)}\n`;
}

/** Undefined for anything that is no such state, whole: a restart is then an ordinary start. */
export function parseRestartState(text: string): RestartState | undefined {
  try {
    const { version: _, ...state } = schema.parse(JSON.parse(text));
    return state;
  } catch {
    return undefined;
  }
}
