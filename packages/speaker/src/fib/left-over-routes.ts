import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type FamilyName, formatPrefix, parsePrefixLoosely } from '@bgpeer/bgp-wire';
import { protocolBgp, routeMetric } from './route-lines.ts';

const execute = promisify(execFile);

/** What of a row of `ip -json route show` is read here. */
interface KernelRouteRow {
  readonly dst: string;
  readonly metric?: number;
}

const outputOctetsMax = 1024 * 1024 * 1024;

/** The prefixes of BGP routes with our metric that are in the kernel's main table: what a run before left behind. */
export async function readLeftOverRoutes(family: FamilyName): Promise<string[]> {
  const familyOption = family === 'ipv4-unicast' ? '-4' : '-6';
  const { stdout } = await execute(
    'ip',
    [familyOption, '-json', 'route', 'show', 'proto', String(protocolBgp)],
    {
      maxBuffer: outputOctetsMax,
    },
  );
  return leftOverPrefixes(stdout, family);
}

/** The canonical prefixes of our routes in what `ip -json route show proto bgp` printed. */
export function leftOverPrefixes(printed: string, family: FamilyName): string[] {
  if (printed.trim() === '') return [];
  const rows = JSON.parse(printed) as readonly KernelRouteRow[];
  return rows
    .filter((row) => row.metric === routeMetric)
    .map((row) => canonicalDestination(row.dst, family))
    .filter((prefix) => prefix !== undefined);
}

/** `ip` writes the default route as a word, and host routes without their length. */
function canonicalDestination(destination: string, family: FamilyName): string | undefined {
  if (destination === 'default') return family === 'ipv4-unicast' ? '0.0.0.0/0' : '::/0';
  const prefix = parsePrefixLoosely(destination);
  return prefix === undefined ? undefined : formatPrefix(prefix);
}
