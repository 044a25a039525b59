/** A command that cannot be carried out: an unknown peer, a prefix that is none. `fix` says what to do about it. */
export class RefusedCommand extends Error {
  readonly fix: string;
  /** What was named is not there, rather than named wrongly. */
  readonly notFound: boolean;

  constructor(message: string, fix: string, { notFound = false } = {}) {
    super(message);
    this.name = 'RefusedCommand';
    this.fix = fix;
    this.notFound = notFound;
  }
}
