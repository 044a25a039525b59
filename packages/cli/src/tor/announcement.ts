import type { RouterConfiguration } from '@bgpeer/router';
import type { Speaker } from '@bgpeer/speaker';

/** What a person should know once the router runs: where it listens, who may come, how to look and how to end it. */
export function announcement(speaker: Speaker, source: string): string[] {
  const { configuration } = speaker.router;
  return [
    `bgpeer: AS ${configuration.asNumber}, BGP Identifier ${configuration.bgpIdentifier}, from ${source}`,
    `  listening on ${formatListening(speaker)}`,
    `  peers: ${formatPeers(configuration)}`,
    `  kernel routes: ${speaker.fib === 'kernel' ? 'proto bgp metric 20' : 'none (--fib kernel installs them)'}`,
    '  look at it with `bgpeer show bgp summary`, `bgpeer show ip bgp`, `bgpeer monitor`; Ctrl-C ends it',
  ];
}

/** Where a speaker listens, in words. */
export function formatListening(speaker: Speaker): string {
  if (speaker.listening.length === 0) return 'nothing: it only dials';
  return speaker.listening.map(({ address, port }) => `${address} port ${port}`).join(', ');
}

function formatPeers({ peers, listenRanges }: RouterConfiguration): string {
  const parts = [
    ...(peers.length === 0 ? [] : [`${peers.length} configured`]),
    ...listenRanges.map(({ prefix }) => `anybody from ${prefix}`),
  ];
  return parts.length === 0 ? 'none' : parts.join(', ');
}
