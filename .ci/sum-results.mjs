/**
 * Adds up what `.ci/run` left in a folder: `checks` has a line `PASSED FAILED NAME` for each check, and each run of
 * vitest its report NAME.json beside its exit status in NAME.status. Prints what failed, and at last one line over all.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
let passed = 0;
let failed = 0;

for (const line of readFileSync(join(folder, 'checks'), 'utf8').trim().split('\n')) {
  const [checkPassed, checkFailed, ...name] = line.split(' ');
  count(Number(checkPassed), Number(checkFailed));
  if (checkFailed !== '0') console.log(`failed: ${name.join(' ')}`);
}
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.status'))
  .sort()) {
  const suite = file.replace('.status', '');
  addSuite(suite, readFileSync(join(folder, file), 'utf8').trim() === '0');
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function addSuite(suite, succeeded) {
  const failures = [];
  const report = readReport(join(folder, `${suite}.json`));
  for (const file of report.testResults) {
    const failedTests = file.assertionResults.filter((test) => test.status === 'failed');
    failures.push(...failedTests.map((test) => `${file.name}: ${test.fullName}`));
    // A file that does not load, or whose hooks fail, has no failed test to show for it.
    if (file.status === 'failed' && failedTests.length === 0) failures.push(`${file.name}: ${file.message}`);
    count(file.assertionResults.filter((test) => test.status === 'passed').length, 0);
  }
  if (!succeeded && failures.length === 0) failures.push('vitest failed outside of any test');
  count(0, failures.length);
  for (const failure of failures) console.log(`failed: ${suite}: ${failure}`);
}

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { testResults: [] };
}

function count(morePassed, moreFailed) {
  passed += morePassed;
  failed += moreFailed;
}
