import { decodeMessage, encodeKeepalive, type Message } from '@bgpeer/bgp-wire';
import { describe, expect, it } from 'vitest';
import { contextBeforeOpen } from '../src/message-events.ts';
import { readCorpus } from './support/corpora.ts';
import { emptyUpdate, octetsOf, TestedSession, theirOpen } from './support/sessions.ts';

/*
 * Scripted peers of another implementation's test suite (corpora/xorp): the scenarios that are about sessions alone.
 * Those about routes and about UPDATEs' attributes belong to the router.
 */

const sessionScenarios = [
  'test1',
  'test2',
  'test3',
  'test15',
  'test29',
  'test34',
  'test35',
  'test36',
  'test37',
  'test39',
  'test40',
  'test41',
  'test42',
  'test43',
];

interface ScriptedMessage {
  readonly type: string;
  readonly code?: number;
  readonly subcode?: number;
  readonly data?: readonly number[];
  readonly asnum?: number;
  readonly bgpid?: string;
  readonly holdtime?: number;
  readonly overwriteBytes?: readonly { readonly offset: number; readonly value: number }[];
}

interface Step {
  readonly do?: string;
  readonly port?: number;
  readonly message?: ScriptedMessage;
  readonly AS?: string;
  readonly holdtime?: string;
  readonly id?: string;
  readonly what?: string;
  readonly waitSeconds?: string;
}

interface Row {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** The router of every scenario, with internal peers on the first port and external ones on the second. */
const router = { localAsNumber: 65_008, localBgpIdentifier: '192.150.187.78', holdTimeSeconds: 30 };
const peerAsNumberByPort: Readonly<Record<number, number>> = { 10001: 65_008, 10002: 65_000 };

class ScriptedPeer {
  readonly tested: TestedSession;
  readonly #connection = -1;
  #expected: ScriptedMessage[] = [];
  #isConnected = false;
  #outputsSeen = 0;

  constructor(port: number) {
    this.tested = new TestedSession({
      ...router,
      passive: true,
      keepaliveTimeSeconds: 10,
      remoteAs: { kind: 'exactly', asNumber: peerAsNumberByPort[port] },
      capabilities: [{ name: 'multiprotocol', afi: 1, safi: 1 }],
    });
    this.tested.start();
  }

  play(step: Step): void {
    if (step.waitSeconds !== undefined)
      this.tested.runUntil(this.tested.now + Number(step.waitSeconds) * 1000);
    if (step.do === 'expect') this.#expected.push(step.message!);
    if (step.do === 'connect') this.#connect();
    if (step.do === 'establish') this.#establish(step);
    if (step.do === 'send') this.tested.receive(this.#connection, octetsOfScripted(step.message!));
    this.#hear();
    if (step.do === 'assert') this.#assert(step.what!);
  }

  #connect(): void {
    this.tested.accepted(this.#connection);
    this.#isConnected = true;
  }

  #establish({ AS, holdtime, id }: Step): void {
    this.#connect();
    this.tested.receive(
      this.#connection,
      octetsOfScripted({ type: 'open', asnum: Number(AS), holdtime: Number(holdtime), bgpid: id }),
    );
    this.tested.receive(this.#connection, encodeKeepalive());
  }

  #assert(what: string): void {
    if (what.startsWith('queue')) expect(`queue ${this.#expected.length}`).toBe(what);
    if (what === 'established') expect(this.tested.session.state).toBe('Established');
    if (what === 'connected') expect(this.#isConnected).toBe(true);
    if (what === 'idle') expect(this.#isConnected).toBe(false);
  }

  /** Holds every message heard against the next one expected, if any. */
  #hear(): void {
    for (const output of this.tested.outputs.slice(this.#outputsSeen)) {
      if (output.type === 'close-connection') this.#isConnected = false;
      if (output.type !== 'send-octets') continue;
      const expected = this.#expected.shift();
      if (expected === undefined) continue;
      const decoded = decodeMessage(output.octets, contextBeforeOpen);
      if ('fault' in decoded) throw new Error(decoded.fault.detail);
      expect(inTheirWords(decoded.message)).toMatchObject(withoutFamily(expected));
    }
    this.#outputsSeen = this.tested.outputs.length;
  }
}

/** Families are told by capabilities, which `negotiation.test.ts` looks at. */
function withoutFamily(message: ScriptedMessage): ScriptedMessage {
  const { type, code, subcode, data, asnum, bgpid, holdtime } = message;
  const fields = Object.entries({ type, code, subcode, data, asnum, bgpid, holdtime });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as unknown as ScriptedMessage;
}

function inTheirWords(message: Message): ScriptedMessage {
  switch (message.type) {
    case 'OPEN':
      return {
        type: 'open',
        asnum: message.myAutonomousSystem,
        bgpid: message.bgpIdentifier,
        holdtime: message.holdTimeSeconds,
      };
    case 'NOTIFICATION':
      return { type: 'notification', code: message.code, subcode: message.subcode, data: [...message.data] };
    case 'KEEPALIVE':
    case 'UPDATE':
    case 'ROUTE-REFRESH':
      return { type: message.type.toLowerCase() };
  }
}

function octetsOfScripted(scripted: ScriptedMessage): Uint8Array {
  const octets = wholeMessage(scripted);
  for (const { offset, value } of scripted.overwriteBytes ?? []) octets[offset] = value;
  return octets;
}

function wholeMessage({ type, asnum, bgpid, holdtime, code, subcode }: ScriptedMessage): Uint8Array {
  switch (type) {
    case 'open':
      return octetsOf({
        ...theirOpen,
        myAutonomousSystem: asnum!,
        bgpIdentifier: bgpid!,
        holdTimeSeconds: holdtime!,
        capabilities: [],
      });
    case 'notification':
      return octetsOf({
        type: 'NOTIFICATION',
        code: code!,
        subcode: subcode ?? 0,
        data: new Uint8Array(0),
      });
    case 'keepalive':
      return encodeKeepalive();
    case 'update':
      return emptyUpdate.slice();
    default:
      throw new Error(`no such message here: ${type}`);
  }
}

describe('scripted peers', () => {
  const rows = readCorpus<Row>('xorp/sessions-and-errors.jsonl');

  it.each(sessionScenarios)('%s', (name) => {
    const row = rows.find((one) => one.name === `test_peering1/${name}`)!;
    const port = row.steps.find((step) => step.do === 'target')!.port!;
    const peer = new ScriptedPeer(port);
    for (const step of row.steps) peer.play(step);
    expect.hasAssertions();
  });
});
