import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ConfigDocument,
  type ConfigDocumentInput,
  configDocumentSchema,
  formatFrrConf,
  parseFrrConf,
  toRouterConfiguration,
} from '@bgpeer/config';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anyPolicies } from '../../packages/config/test/policy-documents.ts';
import { Namespace } from './lab/namespace.ts';
import { checkRequirements } from './requirements.ts';
import { frrDocument } from './running-config/frr-documents.ts';
import { FrrShell, type Loaded } from './running-config/frr-shell.ts';

checkRequirements();

type Policies = NonNullable<ConfigDocumentInput['policies']>;

const sample = { seed: 20_261_120, numRuns: 20 };
const documents = fc.sample(frrDocument, sample);
const policies = fc.sample(anyPolicies.map(withGotosForward), sample);

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

test.each(documents.map((document, index) => [index, document] as const))(
  'FRR takes every line of document %i, and runs the same configuration',
  async (index, document) => {
    const { complaints, runningConfig } = await load(`document-${index}`, formatFrrConf(document));
    expect(complaints).toEqual([]);
    const read = parseFrrConf(runningConfig, { file: 'FRR' });
    expect(read.problems.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(comparable(read.document!)).toEqual(comparable(document));
  },
);

test.each(policies.map((drawn, index) => [index, drawn] as const))(
  'FRR takes every line of the lists and route-maps %i, and has the same ones',
  async (index, drawn) => {
    const written = formatFrrConf(configDocumentSchema.parse({ asNumber: 65_000, policies: drawn }));
    const { complaints, runningConfig } = await load(`policies-${index}`, withoutNewerStatements(written));
    expect(complaints).toEqual([]);
    const read = (text: string) => parseFrrConf(text, { file: 'frr.conf' }).document?.policies;
    expect(read(inFrrsOrder(runningConfig))).toEqual(read(inFrrsOrder(withoutNewerStatements(written))));
  },
);

async function load(name: string, text: string): Promise<Loaded> {
  const shell = new FrrShell(namespace, join(folder, name));
  await shell.start();
  try {
    return await shell.load(withoutOwnStatements(text));
  } finally {
    await shell.stop();
  }
}

/** Statements that begin with `bgpeer` are not FRR's, nor are the lines around them that a terminal shows. */
function withoutOwnStatements(text: string): string {
  const isOwn = (line: string) => /^(bgpeer |Building |Current )/.test(line);
  return text
    .split('\n')
    .filter((line) => !isOwn(line))
    .join('\n');
}

/** Without what route-maps can say in later versions of FRR than 8.4. */
function withoutNewerStatements(text: string): string {
  const isNewer = (line: string) =>
    /^ (match (large-)?community \S+ any|set as-path exclude all|set as-path replace \S+ \d+|set extended-comm-list |set aigp-metric )/.test(
      line,
    );
  return text
    .split('\n')
    .filter((line) => !isNewer(line))
    .join('\n');
}

/** FRR reads several spaces as one, and writes the `set` lines of an entry in an order of its own. */
function inFrrsOrder(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/(?<=\S) +/g, ' '));
  const isSet = (line: string | undefined) => line?.startsWith(' set ') === true;
  const blocks: string[][] = [];
  for (const line of lines) {
    if (isSet(line) && isSet(blocks.at(-1)?.[0])) blocks.at(-1)!.push(line);
    else blocks.push([line]);
  }
  return blocks.flatMap((block) => block.toSorted()).join('\n');
}

/** An entry goes on further down only: FRR refuses it otherwise. */
function withGotosForward(drawn: Policies): Policies {
  const routeMaps = Object.entries(drawn.routeMaps ?? {}).map(([name, { entries, ...rest }]) => {
    const forward = entries.map((entry) =>
      typeof entry.onMatch === 'number' ? { ...entry, onMatch: 65_535 } : entry,
    );
    return [name, { ...rest, entries: forward }] as const;
  });
  return { ...drawn, routeMaps: Object.fromEntries(routeMaps) };
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
