import type { Comparison } from '../corpus-case.ts';
import { readCorpusRows } from '../corpus-files.ts';
import type { RouterSource } from '../routers/router-case.ts';
import { localHoldTimeSeconds, type Side, StateMachine } from './state-machine.ts';

interface TransitionRow {
  readonly name: string;
  readonly kind: 'fsm-transition';
  readonly oldState: string;
  readonly event: string;
  readonly newState: string;
}

interface ScenarioRow {
  readonly name: string;
  readonly kind: 'fsm-scenario';
  readonly oldState?: string;
  readonly steps: readonly ScenarioStep[];
}

interface EventOptions {
  readonly on?: Side;
  readonly peerId?: string;
  readonly holdTime?: string;
}

type ScenarioStep =
  | readonly ['event', string, EventOptions?]
  | readonly ['go-to-state' | 'expect-state' | 'expect-connection', string]
  | readonly ['expect-session' | 'expect-timer', string, boolean]
  | readonly ['expect-hold-time', string]
  | readonly ['queue-events' | 'deliver-queued-events'];

/** What a row leaves open: a BGP Identifier that is lower or higher than ours, a hold time that is shorter or longer. */
interface Choice {
  readonly isHigher: boolean;
  readonly isLonger: boolean;
}

/** Tungsten Fabric's state machine: what an event in a state leads to. */
export function tungstenFabricStates(): RouterSource {
  const name = 'tungstenfabric/fsm';
  const rows = readCorpusRows<TransitionRow | ScenarioRow>(`${name}.jsonl`);
  const cases = rows.map((row) => ({
    name: row.name,
    compare: () => (row.kind === 'fsm-transition' ? compareTransition(row) : compareScenario(row)),
  }));
  return { name, cases, caseCountMin: 123 };
}

const anyChoice: Choice = { isHigher: true, isLonger: true };

function compareTransition({ oldState, event, newState }: TransitionRow): Comparison {
  const mayWait = ['IDLE', 'ACTIVE', 'CONNECT'].includes(oldState) && event !== 'EvTcpConnected';
  const machine = new StateMachine({ delaysOpen: mayWait });
  goTo(machine, oldState);
  happen(machine, event, {}, anyChoice);
  return { theirs: newState, ours: machine.state };
}

function compareScenario(row: ScenarioRow): Comparison {
  const text = JSON.stringify(row.steps);
  const identifiers = text.includes('either (lower, higher)') ? [false, true] : [true];
  const holdTimes = text.includes('than ours') ? [false, true] : [true];
  const runs = identifiers.flatMap((isHigher) =>
    holdTimes.map((isLonger) => runScenario(row, { isHigher, isLonger })),
  );
  return { theirs: runs.map(({ theirs }) => theirs), ours: runs.map(({ ours }) => ours) };
}

function runScenario({ name, steps }: ScenarioRow, choice: Choice): Comparison {
  const isDialled = JSON.stringify(steps).match(/EvTcpConnected|"go-to-state","(OPEN|EST)/) !== null;
  const machine = new StateMachine({ delaysOpen: !isDialled, passive: name.includes('PassivePeer') });
  // The name says in which state the whole group of tests begins.
  const began = /StateMachine(Active|Connect|OpenSent|OpenConfirm|Established)/.exec(name)?.[1].toUpperCase();
  if (began !== undefined && steps[0][0] !== 'go-to-state') goTo(machine, began);
  const theirs: unknown[] = [];
  const ours: unknown[] = [];
  const expectThat = (what: string, expected: unknown, actual: unknown) => {
    theirs.push(`${what} ${expected}`);
    ours.push(`${what} ${actual}`);
  };
  for (const step of steps) {
    switch (step[0]) {
      case 'go-to-state':
        goTo(machine, step[1]);
        break;
      case 'event':
        happen(machine, step[1], step[2] ?? {}, choice);
        break;
      case 'expect-state':
        expectThat('state', step[1], machine.state);
        break;
      case 'expect-connection':
        expectThat(step[1], true, machine.has(step[1] as Side));
        break;
      case 'expect-session':
        expectThat(step[1], step[2], machine.has(step[1] as Side));
        break;
      case 'expect-hold-time':
        happen(machine, 'EvBgpKeepalive', {}, choice);
        expectThat('hold time', choice.isLonger ? localHoldTimeSeconds : 30, machine.holdTimeSeconds);
        break;
      case 'expect-timer':
      case 'queue-events':
      case 'deliver-queued-events':
    }
  }
  return { theirs, ours };
}

/** By the shortest way. */
function goTo(machine: StateMachine, state: string): void {
  if (state === 'IDLE') return;
  machine.start();
  if (state === 'CONNECT') return;
  machine.connected();
  if (state === 'ACTIVE') {
    machine.closed('active');
    return;
  }
  if (state === 'OPENSENT') return;
  machine.opens('active');
  if (state === 'OPENCONFIRM') return;
  machine.says('active', { type: 'KEEPALIVE' });
}

function happen(machine: StateMachine, event: string, options: EventOptions, choice: Choice): void {
  const isMessage = event.startsWith('EvBgp') || event === 'EvTcpClose';
  const isOpenTimer = event === 'EvOpenTimerExpiredPassive';
  const before = machine.state;
  const isWaiting = before === 'ACTIVE' || before === 'CONNECT';
  // What comes on a connection, or of one, needs one: in these states the peer has made it.
  if (((isMessage && isWaiting) || isOpenTimer) && !machine.has('passive') && before !== 'ESTABLISHED')
    machine.accepted();
  const side = options.on ?? (machine.has('active') ? 'active' : 'passive');
  switch (event) {
    case 'EvStart':
    case 'EvAdminUp':
      machine.start();
      return;
    case 'EvStop':
    case 'EvAdminDown':
      machine.stop();
      return;
    case 'EvConnectTimerExpired':
      machine.waitsFor('connect');
      return;
    case 'EvOpenTimerExpired':
    case 'EvOpenTimerExpiredPassive':
      machine.waitsFor('open');
      return;
    case 'EvHoldTimerExpired':
      machine.waitsFor('hold');
      return;
    case 'EvTcpConnected':
      machine.connected();
      return;
    case 'EvTcpConnectFail':
      machine.connectFailed();
      return;
    case 'EvTcpPassiveOpen':
      machine.accepted();
      return;
    case 'EvTcpDuplicatePassiveOpen':
      machine.accepted('duplicate');
      return;
    case 'EvTcpClose':
      machine.closed(side);
      return;
    case 'EvBgpOpen':
      machine.opens(side);
      return;
    case 'EvBgpOpenCustom':
      machine.opens(side, {
        identifier: isHigher(options, choice) ? '193.168.0.0' : '191.168.0.2',
        holdTimeSeconds: choice.isLonger ? 180 : 30,
      });
      return;
    case 'EvBgpKeepalive':
      machine.says(side, { type: 'KEEPALIVE' });
      return;
    case 'EvBgpUpdate':
      machine.says(side, { type: 'UPDATE', withdrawn: [], attributes: {}, nlri: [] });
      return;
    case 'EvBgpNotification':
      machine.says(side, { type: 'NOTIFICATION', code: 6, subcode: 4, data: new Uint8Array() });
      return;
    case 'EvBgpHeaderError':
      machine.saysWrong(side, 'header');
      return;
    case 'EvBgpOpenError':
      machine.saysWrong(side, 'open');
      return;
    case 'EvBgpUpdateError':
      machine.saysWrong(side, 'update');
      return;
    default:
      throw new Error(`the rows have an event ${event}`);
  }
}

function isHigher({ peerId }: EventOptions, choice: Choice): boolean {
  if (peerId === 'lower') return false;
  return peerId === 'higher' || choice.isHigher;
}
