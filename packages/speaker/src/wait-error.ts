/** What was waited for did not come in time: the message says what, for how long, and what was seen instead. */
export class WaitError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WaitError';
  }
}
