import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

const main = join(import.meta.dirname, '../src/main.ts');

function start(...words: string[]) {
  return spawn(process.execPath, [main, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('bgpeer as a process', () => {
  it('answers on the standard output, quietly in a pipe, with its exit code', async () => {
    const child = start('show', 'foo');
    const [output, errors, [exitCode]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    expect({ output, errors, exitCode }).toEqual({
      output:
        '% Unknown command: show foo\n  in place of foo may stand bgp, ip, ipv6, route-map, running-config, version\n',
      errors: '',
      exitCode: 1,
    });
  });

  it('logs JSON in a pipe and ends cleanly on SIGTERM', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bgpeer-main-'));
    const flags =
      '--asn 65000 --router-id 192.0.2.1 --accept 127.0.0.0/8 --remote-as any --listen 127.0.0.1 --port 0';
    const child = start('tor', ...flags.split(' '), '--socket', join(folder, 'tor.sock'));
    const output = text(child.stdout);
    let errors = '';
    for await (const chunk of child.stderr) {
      errors += chunk;
      if (errors.endsWith('Ctrl-C ends it\n')) child.kill('SIGTERM');
    }
    const exitCode = child.exitCode ?? (await once(child, 'close'))[0];
    rmSync(folder, { recursive: true, force: true });
    expect(exitCode).toBe(0);
    expect(errors).toContain('every peer was told');
    for (const line of (await output).split('\n').filter((line) => line !== '')) {
      expect(JSON.parse(line)).toHaveProperty('msg');
    }
  });
});
