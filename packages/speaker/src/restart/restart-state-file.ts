import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { formatRestartState, parseRestartState, type RestartState } from './restart-state.ts';

/** Where the state is kept when nobody says otherwise: beside the control socket, which only one run can have. */
export function stateFileBeside(controlSocketPath: string): string {
  return join(dirname(controlSocketPath), `${basename(controlSocketPath, '.sock')}.restart.json`);
}

/** The file that outlives a run. It is small, and read and written at once, so that a kill finds it whole. */
export class RestartStateFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Undefined when there is none, or none that can be read. */
  read(): RestartState | undefined {
    try {
      return parseRestartState(readFileSync(this.path, 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** In the place of what was there, whole or not at all. Throws what the file system says. */
  write(state: RestartState): void {
    const draft = `${this.path}.new`;
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    writeFileSync(draft, formatRestartState(state), { mode: 0o600 });
    renameSync(draft, this.path);
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}
