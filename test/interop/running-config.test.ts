import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConfigDocument, formatFrrConf, parseFrrConf, toRouterConfiguration } from '@bgpeer/config';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Namespace } from './lab/namespace.ts';
import { checkRequirements } from './requirements.ts';
import { frrDocument } from './running-config/frr-documents.ts';
import { FrrShell } from './running-config/frr-shell.ts';

checkRequirements();

const documents = fc.sample(frrDocument, { seed: 20_261_120, numRuns: 20 });

let namespace: Namespace;
let folder: string;

beforeAll(async () => {
  namespace = await Namespace.create('config');
  folder = mkdtempSync(join(tmpdir(), 'bgpeer-running-config-'));
  // The daemons are another user's.
  chmodSync(folder, 0o755);
});

afterAll(async () => {
  await namespace?.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(documents.map((document, index) => ({ name: `document ${index}`, document, index })))(
  '$name',
  ({ document, index }) => {
    test('FRR takes every line of show running-config, and runs the same configuration', async () => {
      const written = withoutOwnStatements(formatFrrConf(document));
      const shell = new FrrShell(namespace, join(folder, `${index}`));
      await shell.start();
      try {
        const { complaints, runningConfig } = await shell.load(written);
        expect(complaints).toEqual([]);
        const read = parseFrrConf(runningConfig, { file: 'FRR' });
        expect(read.problems.filter(({ severity }) => severity !== 'note')).toEqual([]);
        expect(comparable(read.document!)).toEqual(comparable(document));
      } finally {
        await shell.stop();
      }
    });
  },
);

/** Statements that begin with `bgpeer` are not FRR's, nor are the lines around them that a terminal shows. */
function withoutOwnStatements(text: string): string {
  const isOwn = (line: string) => /^(bgpeer |Building |Current )/.test(line);
  return text
    .split('\n')
    .filter((line) => !isOwn(line))
    .join('\n');
}

/** What the router is told, without the lines that it was written in, and in one order for both. */
function comparable(document: ConfigDocument) {
  const { configuration, problems } = toRouterConfiguration(document);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const plain = JSON.parse(
    // FRR's host name is that of the machine, whatever is loaded.
    JSON.stringify(configuration, (key, value) =>
      key === 'place' || key === 'hostName' ? undefined : value,
    ),
  ) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, inOneOrder(value)]));
}

function inOneOrder(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
}
