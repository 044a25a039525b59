import { escapeControlCharacters } from '@bgpeer/bgp-wire';
import type { ControlEvent } from '@bgpeer/speaker';
import { formatEvent } from '../event-text.ts';
import { formatTimeOfDay } from '../show/times.ts';
import type { Surroundings } from '../surroundings.ts';
import { styled, writeLines } from '../surroundings.ts';

/** What the demo puts on the screen. */
export class DemoScreen {
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** The start of a new part of the story. */
  heading(text: string): void {
    this.lines(['', styled(this.#surroundings, 'bold', text)]);
  }

  /** A command as one would type it, and what it shows. */
  shown(command: string, lines: readonly string[]): void {
    this.lines(['', styled(this.#surroundings, 'cyan', `$ bgpeer ${command}`), ...lines]);
  }

  /** Something that just happened, with the time of day. */
  happened(at: number, text: string): void {
    const time = styled(this.#surroundings, 'dim', formatTimeOfDay(at));
    this.lines([`${time} ${escapeControlCharacters(text)}`]);
  }

  /** An event of the router, unless it is one of the small steps on the way to others. */
  event(event: ControlEvent): void {
    if (event.kind === 'router' && !tellingEvents.has(event.event.name)) return;
    const text = formatEvent(event);
    this.happened(event.at, text.slice(text.indexOf(' ') + 1));
  }

  lines(lines: readonly string[]): void {
    writeLines(this.#surroundings.output, lines);
  }
}

const tellingEvents: ReadonlySet<string> = new Set(['session-up', 'session-down', 'end-of-rib-received']);
