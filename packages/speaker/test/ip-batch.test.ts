import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { IpBatch } from '../src/fib/ip-batch.ts';

/** Answers as iproute2's `ip -force -batch -` was seen to, and dies on a line it cannot parse, as that does. */
const imitation = `#!/bin/sh
number=0
while read -r line; do
  number=$((number + 1))
  case "$line" in
    *bgpeer-marker*) printf 'Device "bgpeer-marker" does not exist.\\nCommand failed -:%d\\n' $number >&2 ;;
    *99.0.0.*) printf 'Error: Nexthop has invalid gateway.\\nCommand failed -:%d\\n' $number >&2 ;;
    *delete*) printf 'RTNETLINK answers: No such process\\nCommand failed -:%d\\n' $number >&2 ;;
    *bogus*) printf 'Error: any valid prefix is expected rather than "bogus".\\n' >&2; exit 1 ;;
  esac
done
`;

const systemPath = process.env.PATH;
let directory: string;
let batch: IpBatch;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bgpeer-ip-'));
  await writeFile(join(directory, 'ip'), imitation);
  await chmod(join(directory, 'ip'), 0o755);
  process.env.PATH = `${directory}:${systemPath}`;
});
afterEach(() => batch.close());
afterAll(async () => {
  process.env.PATH = systemPath;
  await rm(directory, { recursive: true });
});

const good = 'route replace 172.16.0.1/32 proto 186 metric 20 via 10.0.0.2';
const refused = 'route replace 172.16.0.2/32 proto 186 metric 20 via 99.0.0.2';

test('failures come back by line, batch after batch through one process', async () => {
  batch = new IpBatch();
  expect([...(await batch.apply([good, refused, good, 'route delete 172.16.0.9/32']))]).toEqual([
    [1, 'Nexthop has invalid gateway.'],
    [3, 'No such process'],
  ]);
  expect([...(await batch.apply([good, good]))]).toEqual([]);
  expect([...(await batch.apply([refused]))]).toEqual([[0, 'Nexthop has invalid gateway.']]);
});

test('when the process dies, what it has not answered counts as failed, and the next batch gets a new process', async () => {
  batch = new IpBatch();
  const failures = await batch.apply([refused, good, 'route replace bogus', good]);
  expect(failures.get(0)).toBe('Nexthop has invalid gateway.');
  expect(failures.get(3)).toBe('any valid prefix is expected rather than "bogus".');
  expect(failures.size).toBe(4);
  expect([...(await batch.apply([good, refused]))]).toEqual([[1, 'Nexthop has invalid gateway.']]);
});

test('without an ip command every line fails, and says so', async () => {
  process.env.PATH = '/nonexistent';
  batch = new IpBatch();
  const failures = await batch.apply([good]);
  process.env.PATH = `${directory}:${systemPath}`;
  expect(failures.get(0)).toContain('ip could not be run');
});
