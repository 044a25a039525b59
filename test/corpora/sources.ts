import { capturedMessages } from './captures.ts';
import type { CorpusSource } from './corpus-case.ts';
import { exabgpEncoding } from './exabgp.ts';
import { frrAsPathOperations, frrAsPathValues } from './frr-as-paths.ts';
import { frrCapabilities } from './frr-capabilities.ts';
import { frrExtendedCommunities } from './frr-extended-communities.ts';
import { frrMalformedUpdates } from './frr-malformed-updates.ts';
import { netgauzeMessages } from './netgauze.ts';
import { openbgpdCommunities } from './openbgpd.ts';
import { tcpdumpReadings } from './tcpdump-readings.ts';
import { yabgpCore } from './yabgp.ts';

/** Every set of rows that the codec is judged by. */
export function corpusSources(): CorpusSource[] {
  return [
    frrMalformedUpdates(),
    frrCapabilities(),
    frrAsPathValues(),
    frrAsPathOperations(),
    frrExtendedCommunities(),
    exabgpEncoding(),
    netgauzeMessages(),
    yabgpCore(),
    openbgpdCommunities(),
    ...['packetlife', 'ryu', 'scapy', 'tcpdump'].map(capturedMessages),
    tcpdumpReadings(),
  ];
}
