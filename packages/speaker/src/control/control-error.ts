/** A control call that failed: nobody there, or refused. `fix` says what to do about it. */
export class ControlError extends Error {
  readonly fix: string | undefined;
  /** No speaker answers on the socket. */
  readonly notRunning: boolean;

  constructor(message: string, fix: string | undefined, { notRunning = false } = {}) {
    super(message);
    this.name = 'ControlError';
    this.fix = fix;
    this.notRunning = notRunning;
  }
}
