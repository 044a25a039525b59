import { type FamilyName, formatPrefix, parseAddress, parsePrefixLoosely } from '@bgpeer/bgp-wire';
import type { UnderlayNextHop, UnderlayRoute } from '@bgpeer/router';
import { protocolBgp, protocolStatic, routeMetric } from '../fib/route-lines.ts';

/** Kinds of routes as `ip -N` numbers them (linux/rtnetlink.h): blackhole, unreachable, prohibit drop what they are for. */
const droppingTypes: ReadonlySet<string> = new Set(['6', '7', '8']);
/** RTPROT_KERNEL: what comes with an address, which is read from the addresses. */
const protocolKernel = 2;
/** RTPROT_STATIC: what administrators enter as such. */
const protocolAdministratorStatic = 4;
/** RTPROT_BOOT, which `ip` does not print. */
const protocolBoot = 3;

/** The words of one hop. */
interface HopDraft {
  gateway?: string;
  interfaceName?: string;
  isDown?: boolean;
}

/**
 * One line of `ip -N -oneline route show table main` (or `monitor`) as an underlay route; undefined for lines that are
 * none: routes of ours, those that come with addresses, and those whose every link is down.
 */
export function underlayRouteOfLine(line: string, family: FamilyName): UnderlayRoute | undefined {
  const words = line.split(/[\s\\]+/).filter((word) => word !== '');
  const isTyped = /^\d+$/.test(words[0] ?? '');
  if (isTyped && !droppingTypes.has(words[0])) return undefined;
  const destination = words[isTyped ? 1 : 0];
  const prefix = destinationPrefix(destination, family);
  const { protocol, metric, hops } = readWords(words.slice(isTyped ? 2 : 1));
  if (prefix === undefined || protocol === protocolKernel || isOurs(protocol, metric)) return undefined;
  const nextHops = isTyped ? [] : hops.filter((hop) => hop.isDown !== true).map(nextHopOf);
  if (!isTyped && nextHops.length === 0) return undefined;
  return {
    family,
    prefix,
    protocol: protocol === protocolAdministratorStatic ? 'static' : 'kernel',
    nextHops,
    metric,
  };
}

/** The line of `ip -N monitor` tells of a route that we put there ourselves: asked for each of a whole table, so by its words alone. */
export function isLineOfOurs(line: string): boolean {
  if (line.includes(` proto ${protocolStatic} `)) return true;
  return line.includes(` proto ${protocolBgp} `) && line.includes(` metric ${routeMetric} `);
}

function isOurs(protocol: number, metric: number): boolean {
  return protocol === protocolStatic || (protocol === protocolBgp && metric === routeMetric);
}

function destinationPrefix(destination: string, family: FamilyName): string | undefined {
  if (destination === 'default') return family === 'ipv4-unicast' ? '0.0.0.0/0' : '::/0';
  const prefix = parsePrefixLoosely(destination);
  return prefix?.family === family ? formatPrefix(prefix) : undefined;
}

function readWords(words: readonly string[]) {
  let protocol = protocolBoot;
  let metric = 0;
  let hop: HopDraft = {};
  const hops = [hop];
  for (const [place, word] of words.entries()) {
    const value = words[place + 1];
    if (word === 'proto') protocol = Number(value);
    else if (word === 'metric') metric = Number(value);
    else if (word === 'via') hop.gateway = value === 'inet6' ? words[place + 2] : value;
    else if (word === 'dev') hop.interfaceName = value;
    else if (word === 'linkdown' || word === 'dead') hop.isDown = true;
    else if (word === 'nexthop') {
      hop = {};
      hops.push(hop);
    }
  }
  // Several hops stand behind what is said of the route as a whole.
  return { protocol, metric, hops: hops.length > 1 ? hops.slice(1) : hops };
}

function nextHopOf({ gateway, interfaceName }: HopDraft): UnderlayNextHop {
  const address = gateway === undefined ? undefined : parseAddress(gateway);
  return {
    ...(address !== undefined && { gateway: address }),
    ...(interfaceName !== undefined && { interfaceName }),
  };
}
