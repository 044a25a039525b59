import { PeerSession, type SessionConfiguration, type SessionOutput } from '../../src/index.ts';
import { endpoints, inWords, ourConfiguration, theirConfiguration } from './sessions.ts';

/** One end of a TCP connection of the wire. */
interface End {
  readonly side: 0 | 1;
  /** The connection's number as that side knows it. */
  readonly id: number;
  isOpen: boolean;
}

/** A TCP connection between the two sides; `ends[0]` dialled. */
interface Link {
  readonly ends: readonly [End, End];
  /** When the latest octets of each direction arrive: TCP keeps the order. */
  readonly lastArrival: [number, number];
}

/** Chance in the test's hands: numbers from 0 up to, not including, 1. */
export type Chance = () => number;

/** Two sessions back to back over connections with delays, in virtual time. */
export class VirtualWire {
  readonly sessions: readonly [PeerSession, PeerSession];
  readonly words: string[] = [];
  now = 0;
  readonly #chance: Chance;
  readonly #delayMsMax: number;
  readonly #agenda: { readonly at: number; readonly order: number; readonly act: () => void }[] = [];
  readonly #links: Link[] = [];
  #order = 0;
  #acceptedCount = 0;

  constructor(
    chance: Chance,
    delayMsMax: number,
    changes: readonly [Partial<SessionConfiguration>, Partial<SessionConfiguration>] = [{}, {}],
  ) {
    this.#chance = chance;
    this.#delayMsMax = delayMsMax;
    let connection = 0;
    const next = () => ++connection;
    this.sessions = [
      new PeerSession({ ...ourConfiguration, ...changes[0] }, chance, next),
      new PeerSession({ ...theirConfiguration, ...changes[1] }, chance, next),
    ];
  }

  start(side: 0 | 1): void {
    this.input(side, { type: 'start', manual: true });
  }

  input(side: 0 | 1, input: Parameters<PeerSession['handleInput']>[0]): void {
    this.sessions[side].handleInput(input, this.now);
    this.#carryOut(side);
  }

  /** Does at `at` what is said. */
  schedule(at: number, act: () => void): void {
    this.#agenda.push({ at, order: ++this.#order, act });
  }

  runUntil(instant: number): void {
    for (;;) {
      this.#agenda.sort((a, b) => a.at - b.at || a.order - b.order);
      const timeouts = this.sessions.map((session) => session.nextTimeout() ?? Number.POSITIVE_INFINITY);
      const next = Math.min(this.#agenda[0]?.at ?? Number.POSITIVE_INFINITY, ...timeouts);
      if (next > instant) break;
      this.now = Math.max(this.now, next);
      if (this.#agenda[0]?.at === next) {
        this.#agenda.shift()!.act();
        continue;
      }
      for (const side of [0, 1] as const) {
        this.sessions[side].handleTimeout(this.now);
        this.#carryOut(side);
      }
    }
    this.now = instant;
  }

  /** Cuts every connection there is, as a cable would: both ends hear of it. */
  cut(): void {
    for (const link of this.#links) {
      for (const index of [0, 1] as const) this.#closed(link, index, 'cut');
    }
  }

  /** Connections open at both ends, each by the side that dialled it. */
  openLinks(): (0 | 1)[] {
    return this.#links
      .filter((link) => link.ends.every((end) => end.isOpen))
      .map((link) => link.ends[0].side);
  }

  #carryOut(side: 0 | 1): void {
    const session = this.sessions[side];
    for (let output = session.pollOutput(); output !== undefined; output = session.pollOutput()) {
      this.words.push(`${this.now} ${side} ${inWords(output)}`);
      this.#act(side, output);
    }
  }

  #act(side: 0 | 1, output: SessionOutput): void {
    if (output.type === 'open-connection') this.#dial(side, output.connection);
    if (output.type !== 'send-octets' && output.type !== 'close-connection') return;
    const link = this.#links.find(({ ends }) =>
      ends.some((end) => end.side === side && end.id === output.connection),
    );
    if (link === undefined) return;
    const index = link.ends[0].side === side ? 0 : 1;
    if (output.type === 'close-connection') {
      link.ends[index].isOpen = false;
      this.#arrive(link, index, () => this.#closed(link, index === 0 ? 1 : 0, 'end of stream'));
      return;
    }
    const octets = output.octets.slice();
    this.#arrive(link, index, () => this.#received(link, index === 0 ? 1 : 0, octets));
    this.schedule(this.now, () => {
      if (link.ends[index].isOpen)
        this.input(side, { type: 'octets-sent', connection: output.connection, octetCount: octets.length });
    });
  }

  #dial(side: 0 | 1, id: number): void {
    const other = side === 0 ? 1 : 0;
    const link: Link = {
      ends: [
        { side, id, isOpen: true },
        { side: other, id: -++this.#acceptedCount, isOpen: false },
      ],
      lastArrival: [0, 0],
    };
    this.#links.push(link);
    const acceptedAt = this.now + this.#delayMs();
    this.schedule(acceptedAt, () => {
      link.ends[1].isOpen = true;
      const connection = link.ends[1].id;
      // The dialler may have hung up meanwhile; the end of the stream is on its way then.
      this.input(other, { type: 'connection-opened', connection, direction: 'incoming', endpoints });
    });
    const openedAt = acceptedAt + this.#delayMs();
    link.lastArrival[0] = acceptedAt;
    link.lastArrival[1] = openedAt;
    this.schedule(openedAt, () => {
      if (link.ends[0].isOpen)
        this.input(side, { type: 'connection-opened', connection: id, direction: 'outgoing', endpoints });
    });
  }

  /** At the other end, after a delay, in order. */
  #arrive(link: Link, from: 0 | 1, act: () => void): void {
    link.lastArrival[from] = Math.max(link.lastArrival[from], this.now + this.#delayMs());
    this.schedule(link.lastArrival[from], act);
  }

  #received(link: Link, at: 0 | 1, octets: Uint8Array): void {
    const end = link.ends[at];
    if (!end.isOpen) return;
    // Chopped anywhere: TCP knows no messages.
    const cut = Math.floor(this.#chance() * (octets.length + 1));
    for (const part of [octets.subarray(0, cut), octets.subarray(cut)])
      this.input(end.side, { type: 'octets-received', connection: end.id, octets: part });
  }

  #closed(link: Link, at: 0 | 1, detail: string): void {
    const end = link.ends[at];
    if (!end.isOpen) return;
    end.isOpen = false;
    this.input(end.side, { type: 'connection-closed', connection: end.id, detail });
  }

  #delayMs(): number {
    return Math.floor(this.#chance() * this.#delayMsMax);
  }
}

/** Chance from a seed: mulberry32. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
