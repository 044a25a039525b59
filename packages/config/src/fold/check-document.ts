import { asTrans, type IpAddress } from '@bgpeer/bgp-wire';
import type { ConfigDocument } from '../document/config-document.ts';
import { checkListenRanges } from './check-listen-ranges.ts';
import { checkOrigination } from './check-origination.ts';
import { checkPeers } from './check-peers.ts';
import { checkTimers } from './check-timers.ts';
import { gracefulRestartDefaults } from './defaults.ts';
import type { ProblemCollector } from './problem-collector.ts';

/** Says what makes no sense between the parts of a document; what is wrong in a single value, its schema has said. */
export function checkDocument(
  document: ConfigDocument,
  fallbackRouterId: IpAddress | undefined,
  collector: ProblemCollector,
): void {
  checkRouter(document, fallbackRouterId, collector);
  checkGracefulRestart(document, collector);
  warnOfSharedAsSet(document, collector);
  checkOrigination(document, collector);
  checkPeers(document, collector);
  checkListenRanges(document, collector);
}

function checkRouter(
  document: ConfigDocument,
  fallbackRouterId: IpAddress | undefined,
  collector: ProblemCollector,
): void {
  if (document.routerId === undefined && fallbackRouterId === undefined) {
    collector.error(
      ['routerId'],
      'no BGP Identifier',
      'a dotted quad that no other router has',
      'add `bgp router-id A.B.C.D` (natively `routerId`)',
    );
  }
  // AS_TRANS stands in for an AS number that two octets cannot hold, so no speaker may have it (RFC 6793, section 9).
  if (document.asNumber === asTrans) {
    collector.error(
      ['asNumber'],
      '23456 is AS_TRANS',
      'an AS number of your own (RFC 6793)',
      'choose another',
    );
  }
  checkTimers([], document, collector);
}

function warnOfSharedAsSet({ bestpath }: ConfigDocument, collector: ProblemCollector): void {
  if (bestpath?.multipathRelax !== 'as-set') return;
  collector.warn(
    ['bestpath', 'multipathRelax'],
    'multipath-relax as-set makes AS_SETs: who obeys RFC 9774 takes a route with one for withdrawn',
    'multipath-relax alone',
    'take as-set away',
  );
}

/** Stale routes that go before the peer may be back help nobody. */
function checkGracefulRestart({ gracefulRestart = {} }: ConfigDocument, collector: ProblemCollector): void {
  const restartTime = gracefulRestart.restartTimeSeconds ?? gracefulRestartDefaults.restartTimeSeconds;
  const stalePathTime = gracefulRestart.stalePathTimeSeconds ?? gracefulRestartDefaults.stalePathTimeSeconds;
  if (stalePathTime >= restartTime) return;
  const key =
    gracefulRestart.stalePathTimeSeconds === undefined ? 'restartTimeSeconds' : 'stalePathTimeSeconds';
  collector.warn(
    ['gracefulRestart', key],
    `stale routes are kept for ${stalePathTime} s, less than the ${restartTime} s that a restart may take`,
    'a stalepath-time of at least the restart-time',
    'make stalepath-time longer, or restart-time shorter',
  );
}
