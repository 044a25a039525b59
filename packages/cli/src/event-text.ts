import type { ControlEvent } from '@bgpeer/speaker';
import { describeEvent } from '@bgpeer/speaker';
import { formatTimeOfDay } from './show/times.ts';

/** An event as one line, its time of day first: `14:57:16 192.168.10.100: session up, AS 65001, …`. */
export function formatEvent(event: ControlEvent): string {
  return `${formatTimeOfDay(event.at)} ${eventWords(event)}`;
}

function eventWords(event: ControlEvent): string {
  switch (event.kind) {
    case 'router':
      return describeEvent(event.event);
    case 'route':
      return routeWords(event);
    case 'lost':
      return `${event.count} events left out: they came faster than they were read`;
  }
}

function routeWords({ prefix, selected }: Extract<ControlEvent, { readonly kind: 'route' }>): string {
  if (selected === undefined) return `${prefix} is gone`;
  if (selected.source === 'local') return `${prefix} is our own`;
  return `${prefix} via ${selected.nextHops.join(', ')}`;
}
