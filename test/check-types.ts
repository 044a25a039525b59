/** Checks the types of every package, its tests, the examples and what spans packages; two at a time. */
import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const tsc = join(root, 'node_modules/.bin/tsc');
const parallelCount = 2;

interface Outcome {
  readonly project: string;
  readonly passed: boolean;
  readonly output: string;
}

const projects = [
  ...globSync('packages/*/tsconfig.json', { cwd: root }),
  ...globSync('packages/*/test/tsconfig.json', { cwd: root }),
  ...['examples/tsconfig.json', 'test/tsconfig.json'].filter((path) => existsSync(join(root, path))),
].sort();

const waiting = [...projects];
const outcomes: Outcome[] = [];
await Promise.all(Array.from({ length: parallelCount }, checkUntilDone));

const failed = outcomes.filter((outcome) => !outcome.passed);
console.log(`types: ${outcomes.length - failed.length} of ${outcomes.length} projects are sound`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function checkUntilDone(): Promise<void> {
  for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
    const outcome = await check(project);
    outcomes.push(outcome);
    if (!outcome.passed) console.log(`${project}:\n${outcome.output}`);
  }
}

function check(project: string): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(tsc, ['-p', project, '--pretty', 'false'], { cwd: root }, (error, stdout, stderr) => {
      resolve({ project, passed: error === null, output: stdout + stderr });
    });
  });
}
