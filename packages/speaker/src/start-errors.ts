import type { Problem } from '@bgpeer/config';

/** Something outside the program keeps the speaker from starting: said in plain words, with the way out in `fix`. */
export class StartError extends Error {
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.name = new.target.name;
    this.fix = fix;
  }
}

/** A TCP address that could not be listened on. */
export class ListenError extends StartError {}

/** The kernel's routing table cannot be written. */
export class KernelFibError extends StartError {}

/** The control socket could not be made. */
export class ControlSocketError extends StartError {}

/** The configuration document cannot be run; every problem is in `problems`. */
export class ConfigurationError extends StartError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const errors = problems.filter((problem) => problem.severity === 'error');
    super(
      `the configuration cannot be run: ${errors.map((problem) => problem.message).join('; ')}`,
      errors.map((problem) => problem.fix ?? '').find((fix) => fix !== '') ?? 'correct the configuration',
    );
    this.problems = problems;
  }
}
