import { type FamilyName, type IpAddress, isIpv6 } from '@bgpeer/bgp-wire';
import type { PolicyCompiler } from '../evaluation/policy-compiler.ts';
import type { RouteInPolicy } from '../evaluation/route-in-policy.ts';
import { familyWord } from '../matches/match-row.ts';
import type { ActionOf, SetRow } from './set-row.ts';

/**
 * `set ip next-hop A|peer-address|unchanged` and `set ipv6 next-hop global A|peer-address`: for routes of their family, the
 * latter also for an IPv4 route that has an IPv6 next hop already (RFC 8950).
 */
export const nextHop: SetRow<ActionOf<'next-hop'>> = {
  words(action) {
    const isGlobal = isIpv6(action.nextHop);
    return `${familyWord(action.family)} next-hop ${isGlobal ? 'global ' : ''}${action.nextHop}`;
  },
  use: (action) => (action.nextHop === 'peer-address' ? 'session' : undefined),
  compile(action, compiler) {
    const isOfFamily = familyTest(action.family, compiler);
    return (route) => {
      const hasIpv6NextHop = isIpv6(route.attributes.nextHop ?? '');
      if (!isOfFamily(route) && !(action.family === 'ipv6-unicast' && hasIpv6NextHop)) return;
      route.nextHopIsSet = true;
      if (action.nextHop === 'unchanged') return;
      const address = action.nextHop === 'peer-address' ? ourEnd(route) : action.nextHop;
      if (address === undefined || address === route.attributes.nextHop) return;
      route.attributes = { ...route.attributes, nextHop: address, linkLocalNextHop: undefined };
    };
  },
};

/** `set ipv6 next-hop local A`: beside a global next hop, for IPv6 routes. */
export const linkLocalNextHop: SetRow<ActionOf<'link-local-next-hop'>> = {
  words: (action) => `ipv6 next-hop local ${action.nextHop}`,
  compile(action, compiler) {
    const isOfFamily = familyTest('ipv6-unicast', compiler);
    return (route) => {
      if (!isOfFamily(route)) return;
      route.attributes = { ...route.attributes, linkLocalNextHop: action.nextHop };
    };
  },
};

/** On the way in the peer's address, on the way out our own towards it. */
function ourEnd({ context }: RouteInPolicy): IpAddress | undefined {
  return context.localAddress ?? context.peerAddress;
}

/** A policy that must know the family asks for it as for everything else about prefixes. */
function familyTest(family: FamilyName, { questions }: PolicyCompiler): (route: RouteInPolicy) => boolean {
  const index = questions.add({ key: `family ${family}`, ask: (asked) => asked === family });
  return ({ prefixAnswers }) => prefixAnswers[index] === 1;
}
