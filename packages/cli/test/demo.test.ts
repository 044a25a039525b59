import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../src/command-line.ts';
import { demoFrrConf } from '../src/demo/demo-lab.ts';
import { CapturedSurroundings } from './captured-surroundings.ts';

describe('bgpeer demo', () => {
  it('plays the lab and ends by itself, every node told', async () => {
    const surroundings = new CapturedSurroundings();
    expect(await runCommandLine(['demo', '--once'], surroundings)).toBe(0);
    const { text } = surroundings.output;
    expect(surroundings.errors.text).toBe('');
    expect(text).toContain('172.16.1.1/32 via 127.0.0.10, 127.0.0.11, 127.0.0.20\n');
    expect(text).toContain('172.16.1.1/32 via 127.0.0.11, 127.0.0.20\n');
    expect(text).toContain('Paths: (3 available, best #');
    expect(text).toContain('Paths: (2 available, best #');
    for (const name of ['k8s-ctr', 'k8s-w1', 'k8s-w0']) {
      expect(text).toContain(
        `${name} hears: NOTIFICATION received: Cease/Hard Reset (Cease/Administrative Shutdown`,
      );
    }
    expect(text).not.toContain('\u001b[');
  });

  it("says what the example's frr.conf says", () => {
    const example = join(import.meta.dirname, '../../../examples/cilium-lab/demo-loopback.frr.conf');
    const statements = readFileSync(example, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.trim().startsWith('!'));
    expect(demoFrrConf.trimEnd().split('\n')).toEqual(statements);
  });
});
