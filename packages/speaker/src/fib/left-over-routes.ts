import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type FamilyName, formatPrefix, parsePrefixLoosely } from '@bgpeer/bgp-wire';
import {
  type KernelRouteKey,
  protocolBgp,
  protocolStatic,
  routeMetric,
  staticRouteKey,
} from './route-lines.ts';

const execute = promisify(execFile);

/** What of a row of `ip -json route show` is read here. */
interface KernelRouteRow {
  readonly dst: string;
  readonly metric?: number;
}

const outputOctetsMax = 1024 * 1024 * 1024;

/** Routes of ours that are in the kernel's main table: what a run before left behind. */
export async function readLeftOverRoutes(family: FamilyName): Promise<KernelRouteKey[]> {
  const [bgp, statics] = await Promise.all(
    [protocolBgp, protocolStatic].map((protocol) => printedRoutes(family, protocol)),
  );
  return [...leftOverPrefixes(bgp, family), ...leftOverStatics(statics, family)];
}

async function printedRoutes(family: FamilyName, protocol: number): Promise<string> {
  const familyOption = family === 'ipv4-unicast' ? '-4' : '-6';
  const words = [familyOption, '-json', 'route', 'show', 'proto', String(protocol)];
  const { stdout } = await execute('ip', words, { maxBuffer: outputOctetsMax });
  return stdout;
}

/** The canonical prefixes of our routes in what `ip -json route show proto bgp` printed. */
export function leftOverPrefixes(printed: string, family: FamilyName): string[] {
  return readRows(printed)
    .filter((row) => row.metric === routeMetric)
    .map((row) => canonicalDestination(row.dst, family))
    .filter((prefix) => prefix !== undefined);
}

/** The same for our static routes. */
export function leftOverStatics(printed: string, family: FamilyName): KernelRouteKey[] {
  return readRows(printed).flatMap(({ dst, metric = 0 }) => {
    const prefix = canonicalDestination(dst, family);
    return prefix === undefined ? [] : [staticRouteKey(prefix, metric)];
  });
}

function readRows(printed: string): readonly KernelRouteRow[] {
  return printed.trim() === '' ? [] : (JSON.parse(printed) as readonly KernelRouteRow[]);
}

/** `ip` writes the default route as a word, and host routes without their length. */
function canonicalDestination(destination: string, family: FamilyName): string | undefined {
  if (destination === 'default') return family === 'ipv4-unicast' ? '0.0.0.0/0' : '::/0';
  const prefix = parsePrefixLoosely(destination);
  return prefix === undefined ? undefined : formatPrefix(prefix);
}
