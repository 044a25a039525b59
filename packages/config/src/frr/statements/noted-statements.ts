import type { NotedRow, StatementPlace } from '../statement.ts';

/** Statements that are harmless to leave out: accepted, with a note. */
export const notedStatements: readonly NotedRow[] = [
  noted('top', 'frr version LINE...', 'which FRR wrote the file'),
  noted('top', 'log LINE...', 'bgpeer logs as its command line says'),
  noted('top', 'service LINE...', 'there is no vtysh to integrate with'),
  noted('top', 'debug LINE...', 'see the command line’s log level'),
  noted('top', 'password LINE...', 'there is no terminal to log in to'),
  noted('top', 'enable password LINE...', 'there is no terminal to log in to'),
  noted('top', 'banner LINE...', 'there is no terminal to log in to'),
  noted('top', 'domainname LINE...', 'the FQDN capability sends the host name only'),
  noted('top', 'ip forwarding', 'forwarding is the operating system’s: `sysctl net.ipv4.ip_forward`'),
  noted('top', 'ipv6 forwarding', 'forwarding is the operating system’s'),
  noted('top', 'ip nht resolve-via-default', 'a default route always counts as a way to next hops'),
  noted('top', 'ipv6 nht resolve-via-default', 'a default route always counts as a way to next hops'),
  noted('top', 'zebra LINE...', 'there is no zebra'),
  noted('top', 'agentx', 'there is no SNMP'),
  notedBlock('top', 'interface LINE...', 'interfaces and their addresses are the operating system’s'),
  notedBlock('top', 'int LINE...', 'interfaces and their addresses are the operating system’s'),
  notedBlock('top', 'line vty', 'there is no terminal to log in to'),
  notedBlock('top', 'vrf NAME', 'only the default VRF is used'),
  notedBlock('top', 'bfd', 'there is no BFD: a lost peer is noticed by the hold timer'),
  noted('router', 'bgp log-neighbor-changes', 'session changes are always logged'),
  noted('router', 'bgp network import-check', 'networks are always originated'),
  noted('router', 'bgp fast-external-failover', 'a lost connection always ends its session at once'),
  noted('router', 'bgp suppress-duplicates', 'what did not change is never sent again'),
  noted('router', 'bgp default show-hostname', 'about FRR’s screens'),
  noted('router', 'bgp default show-nexthop-hostname', 'about FRR’s screens'),
  noted('router', 'bgp graceful-restart rib-stale-time (1-3600)', 'about zebra: see `stalepath-time`'),
  noted('router', 'bgp suppress-fib-pending', 'routes are advertised without waiting for the kernel'),
  noted('router', 'bgp fast-convergence', 'a lost peer’s routes are never waited for'),
  noted('router', 'bgp default subgroup-pkt-queue-max (20-100)', 'about FRR’s inner workings'),
  noted('router', 'update-delay LINE...', 'routes are advertised at once'),
  noted('router', 'bgp update-delay LINE...', 'routes are advertised at once'),
  noted(['top', 'router'], 'bgp route-map delay-timer (0-600)', 'about FRR’s inner workings'),
  noted('router', 'coalesce-time (0-4294967295)', 'updates are packed as they come'),
  noted('router', 'read-quanta (1-10)', 'about FRR’s inner workings'),
  noted('router', 'write-quanta (1-64)', 'about FRR’s inner workings'),
  noted(['router', 'family'], '<auto-summary|synchronization>', 'obsolete in FRR too'),
  noted('router', 'neighbor PEER bfd [LINE...]', 'there is no BFD: a lost peer is noticed by the hold timer'),
  noted('router', 'neighbor PEER capability dynamic', 'obsolete in FRR too'),
];

function noted(where: StatementPlace | readonly StatementPlace[], form: string, meaning: string): NotedRow {
  const places: readonly StatementPlace[] = typeof where === 'string' ? [where] : where;
  return { where: places, form, negation: 'allowed', status: 'noted', meaning };
}

function notedBlock(where: StatementPlace, form: string, meaning: string): NotedRow {
  return { ...noted(where, form, meaning), opensBlock: true };
}
