/** What the command ends with: 0 it did what was asked, 1 it failed, 2 what was asked is not right (usage, configuration). */
export type ExitCode = 0 | 1 | 2;

/** What was asked cannot be done: said to the user in plain words, with the way out where there is one. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;
  readonly fix: string | undefined;

  constructor(message: string, options: { readonly exitCode: ExitCode; readonly fix?: string }) {
    super(message);
    this.name = 'CommandFailure';
    this.exitCode = options.exitCode;
    this.fix = options.fix;
  }
}
