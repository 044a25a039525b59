import { accumulatedIgpMetric, type PathAttributes } from '@bgpeer/bgp-wire';
import type { ExportCase } from './export-case.ts';
import type { ExportOptions } from './export-options.ts';

const metricMax = 0xffff_ffff_ffff_ffffn;
const aigpTlvType = 1;

/**
 * The AIGP attribute to send, only where it is enabled (RFC 7311, section 3.3): where we become the next hop our own
 * distance to the next hop before is added, at least 1 and without wrapping around (section 3.4.3).
 */
export function aigpToSend(
  { aigp }: PathAttributes,
  { kind, detail }: ExportCase,
  options: ExportOptions,
  isOwnNextHop: boolean,
): PathAttributes['aigp'] {
  if (!options.aigp || aigp === undefined) return undefined;
  const metric = accumulatedIgpMetric(aigp);
  if (metric === undefined || kind === 'local' || !isOwnNextHop) return aigp;
  const sum = metric + BigInt(Math.max(1, detail?.interiorCost ?? 0));
  const value = (sum > metricMax ? metricMax : sum).toString(16).padStart(16, '0');
  const place = aigp.findIndex(({ type }) => type === aigpTlvType);
  return aigp.with(place, { ...aigp[place], value });
}
