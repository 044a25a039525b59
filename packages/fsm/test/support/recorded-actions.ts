import type { NotificationContent } from '@bgpeer/bgp-wire';
import type { ConnectionActions, SessionDownReason, TimerName } from '../../src/index.ts';

/** The attributes a cell may look at. */
export interface CellCircumstances {
  readonly delayOpen?: boolean;
  readonly passive?: boolean;
  readonly peerMayRestartGracefully?: boolean;
  readonly runningTimers?: readonly TimerName[];
}

/** Writes down in words what a cell asks for. */
export class RecordedActions implements ConnectionActions {
  readonly record: string[] = [];
  readonly delayOpen: boolean;
  readonly passive: boolean;
  readonly peerMayRestartGracefully: boolean;
  readonly holdTimeSeconds = 9;
  readonly sendHoldTimeSeconds = 480;
  readonly outputQueueOctets = 1;
  readonly #runningTimers: readonly TimerName[];

  constructor(circumstances: CellCircumstances) {
    this.delayOpen = circumstances.delayOpen ?? false;
    this.passive = circumstances.passive ?? false;
    this.peerMayRestartGracefully = circumstances.peerMayRestartGracefully ?? false;
    this.#runningTimers = circumstances.runningTimers ?? [];
  }

  isTimerRunning(timer: TimerName): boolean {
    return this.#runningTimers.includes(timer);
  }

  startTimer(timer: TimerName): void {
    this.record.push(`start ${timer}`);
  }

  startLargeHoldTimer(): void {
    this.record.push('start large HoldTimer');
  }

  stopTimer(timer: TimerName): void {
    this.record.push(`stop ${timer}`);
  }

  initializeResources(): void {
    this.record.push('initialize');
  }

  releaseResources(): void {
    this.record.push('release');
  }

  initiateConnection(): void {
    this.record.push('dial');
  }

  dropConnection(): void {
    this.record.push('drop');
  }

  abortConnection(): void {
    this.record.push('abort');
  }

  sendOpen(): void {
    this.record.push('send OPEN');
  }

  sendKeepalive(): void {
    this.record.push('send KEEPALIVE');
  }

  sendNotification({ code, subcode, data }: NotificationContent): void {
    this.record.push(`send NOTIFICATION ${[`${code}/${subcode}`, ...data].join(' ')}`);
  }

  agreeOn(): void {
    this.record.push('agree');
  }

  establish(): void {
    this.record.push('establish');
  }

  deliverUpdate(): void {
    this.record.push('deliver UPDATE');
  }

  resetConnectRetryCounter(): void {
    this.record.push('reset counter');
  }

  countFailure(): void {
    this.record.push('count failure');
  }

  damp(): void {
    this.record.push('damp');
  }

  startAgainLater(): void {
    this.record.push('start again later');
  }

  conclude({ kind }: SessionDownReason): void {
    this.record.push(`conclude ${kind}`);
  }
}
