import type { RouterEvent } from '@bgpeer/router';
import type { Logger } from 'pino';

/** How loud an event is: sessions coming and going, faults, and what only a search for a fault needs. */
type Loudness = 'info' | 'warn' | 'debug';

/**
 * Logs each event as one line: the whole of it in words as the message, and the event's own fields, with `event` for
 * its name, for programs.
 */
export function createEventLogger(logger: Logger): (event: RouterEvent) => void {
  return (event) => {
    const { name, ...fields } = event;
    logger[loudness(event)]({ event: name, ...fields }, describeEvent(event));
  };
}

/** What happened, in one sentence. */
export function describeEvent(event: RouterEvent): string {
  switch (event.name) {
    case 'state-changed':
      return `${event.peer}: ${event.from} → ${event.to}${event.detail === '' ? '' : ` (${event.detail})`}`;
    case 'session-up':
      return (
        `${event.peer}${event.hostName === undefined ? '' : ` (${event.hostName})`}: session up, ` +
        `AS ${event.asNumber}, hold time ${event.holdTimeSeconds} s, ${event.families.join(', ')}`
      );
    case 'session-down':
      return (
        `${event.peer}: ${event.wasEstablished ? 'session down' : 'no session'}: ${event.reason}` +
        (event.graceful ? ' (its routes are kept: graceful restart)' : '')
      );
    case 'connection-refused':
      return `connection from ${event.remoteAddress} refused: ${event.reason}`;
    case 'update-fault':
      return `${event.peer}: malformed UPDATE, ${event.treatment}: ${event.detail}`;
    case 'end-of-rib-received':
      return `${event.peer}: End-of-RIB received for ${event.family}`;
    case 'end-of-rib-sent':
      return `${event.peer}: End-of-RIB sent for ${event.family}`;
    case 'routes-stale':
      return (
        `${event.peer}: ${event.routeCount} routes of ${event.family} kept as stale, ` +
        `for at most ${event.restartTimeSeconds} s until it is back`
      );
    case 'routes-long-lived-stale':
      return (
        `${event.peer}: ${event.routeCount} routes of ${event.family} kept as long-lived stale, ` +
        `for at most ${event.staleTimeSeconds} s`
      );
    case 'stale-routes-removed':
      return `${event.peer}: ${event.routeCount} stale routes of ${event.family} removed: ${event.reason}`;
    case 'prefix-limit':
      return (
        `${event.peer}: more than ${event.prefixCountMax} prefixes of ${event.family}: ` +
        (event.closed ? 'session closed' : 'only a warning, as configured')
      );
    case 'prefix-limit-near':
      return (
        `${event.peer}: ${event.prefixCount} prefixes of ${event.family}, ` +
        `above ${event.thresholdPercent} % of the limit of ${event.prefixCountMax}`
      );
    case 'route-refresh-ignored':
      return `${event.peer}: route refresh of ${event.family} ignored: ${event.detail}`;
    case 'selection-deferral-ended':
      return (
        `routes of ${event.family} are selected after our restart: ` +
        (event.reason === 'end-of-rib'
          ? 'every peer has sent End-of-RIB'
          : `the selection deferral time is over; no End-of-RIB from ${event.peers.join(', ')}`)
      );
    case 'policy-missing':
      return (
        `${event.peer}: no ${event.direction} policy for ${event.family}, so nothing is ` +
        `${event.direction === 'import' ? 'taken from' : 'sent to'} this external peer (RFC 8212)`
      );
    case 'next-hop-missing':
      return (
        `${event.peer}: we have no address that could be the next hop of ${event.family} routes towards this peer, ` +
        'so none is sent to it; give the interface one, or peer over that family'
      );
    case 'command-ignored':
      return `command ignored: ${event.detail}`;
  }
}

function loudness(event: RouterEvent): Loudness {
  switch (event.name) {
    case 'session-up':
    case 'routes-stale':
    case 'routes-long-lived-stale':
    case 'stale-routes-removed':
    case 'selection-deferral-ended':
      return 'info';
    case 'session-down':
      return sessionDownLoudness(event);
    case 'connection-refused':
    case 'update-fault':
    case 'prefix-limit':
    case 'prefix-limit-near':
    case 'route-refresh-ignored':
    case 'policy-missing':
    case 'next-hop-missing':
    case 'command-ignored':
      return 'warn';
    case 'state-changed':
    case 'end-of-rib-received':
    case 'end-of-rib-sent':
      return 'debug';
  }
}

/** A dial that nobody answers is everyday life; an OPEN that is refused is a fault that somebody must mend. */
function sessionDownLoudness(event: Extract<RouterEvent, { name: 'session-down' }>): Loudness {
  if (event.kind === 'stopped') return event.wasEstablished ? 'info' : 'debug';
  if (event.wasEstablished) return 'warn';
  return event.kind === 'notification-sent' || event.kind === 'notification-received' ? 'warn' : 'debug';
}
