import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../src/command-line.ts';
import { loadCommands } from '../src/command-list.ts';
import { cliReference } from '../src/reference.ts';
import { CapturedSurroundings } from './captured-surroundings.ts';
import { goldenFolder } from './golden.ts';

async function run(words: readonly string[], input?: string) {
  const surroundings = new CapturedSurroundings({ input });
  const exitCode = await runCommandLine(words, surroundings);
  return { exitCode, output: surroundings.output.text, errors: surroundings.errors.text };
}

const nobodyHere = join(import.meta.dirname, 'no-such.sock');

describe('bgpeer without a router', () => {
  it('has help with an example for every command', async () => {
    const { exitCode, output } = await run(['--help']);
    expect(exitCode).toBe(0);
    for (const command of await loadCommands()) {
      expect(output).toContain(`bgpeer ${command.words}`);
      const help = await run([command.words.split(' ')[0], '--help']);
      expect(help).toMatchObject({ exitCode: 0, errors: '' });
      expect(help.output).toContain('Examples:');
      expect(command.examples.every(([line]) => line.startsWith('bgpeer '))).toBe(true);
    }
  });

  it('answers misuse with exit code 2, a sentence, and where to look', async () => {
    const misuses = [
      [[], 'no command was given'],
      [['tro'], 'Unknown command: tro'],
      [['tor', '--bogus'], 'Unknown argument: bogus'],
      [['show'], 'Not enough non-option arguments'],
      [['network', 'foo', '10.0.0.0/8'], 'Choices: "add", "del"'],
      [['tor'], 'no configuration was given'],
      [['tor', 'frr.conf', '--asn', '65000'], 'do not go together'],
      [['tor', nobodyHere], 'there is no such file'],
      [['stop', '--graceful', '-m', 'bye'], 'Arguments graceful and message are mutually exclusive'],
      [
        ['tor', '--asn', '65000', '--remote-as', 'any', '--accept', '::/0', '--port', 'x'],
        '--port is not a TCP port',
      ],
    ] as const;
    for (const [words, message] of misuses) {
      const { exitCode, output, errors } = await run(words);
      expect({ words, exitCode, output }).toEqual({ words, exitCode: 2, output: '' });
      expect(errors).toContain(message);
      expect(errors).toContain('what to do: ');
      expect(errors).not.toContain('    at ');
    }
  });

  it('says when no router runs, and which socket was tried', async () => {
    const stops = [['stop'], ['stop', '-m', 'bye'], ['stop', '--graceful']];
    for (const words of [['show', 'bgp', 'summary'], ...stops, ['monitor'], ['clear', 'bgp', '*']]) {
      const { exitCode, errors } = await run([...words, '--socket', nobodyHere]);
      expect(exitCode).toBe(1);
      expect(errors).toContain(nobodyHere);
      expect(errors).toContain('bgpeer tor');
    }
  });

  it('answers words it cannot follow as FRR does', async () => {
    expect(await run(['show', 'foo'])).toEqual({
      exitCode: 1,
      output: expect.stringMatching(/^% Unknown command: show foo\n {2}in place of foo may stand bgp, /),
      errors: '',
    });
    expect(await run(['sh', 'ip'])).toMatchObject({
      exitCode: 1,
      output: expect.stringMatching(/^% Command incomplete: show ip\n {2}next comes /),
    });
    expect(await run(['clear', 'ip'])).toMatchObject({
      exitCode: 1,
      output: '% Command incomplete: clear ip\n  next comes bgp\n',
    });
  });

  it('describes every command and flag in its reference', async () => {
    const reference = await cliReference();
    for (const command of await loadCommands()) {
      for (const flag of Object.keys(command.flags)) expect(reference).toContain(`--${flag}`);
      for (const [line] of command.examples) expect(reference).toContain(`$ ${line}`);
    }
  });
});

describe('bgpeer config and tor --check', () => {
  const labConf = join(goldenFolder, 'frr.conf');
  const wrong =
    'router bgp 65000\n neighbor 192.168.10.300 remote-as 65001\n maximum-paths 0\n neighbour x\n';

  it('finds every problem at once, with place, expectation and fix', async () => {
    const { exitCode, output, errors } = await run(['config', 'check', '-'], wrong);
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' });
    for (const line of [2, 3, 4]) expect(errors).toContain(`standard input:${line}: `);
    expect(errors).toContain('expected ');
    expect(errors).toContain('fix: ');
    expect(await run(['tor', '-', '--check'], wrong)).toMatchObject({ exitCode: 2, errors });
  });

  it('takes warnings for errors when told to be strict', async () => {
    const questionable = 'router bgp 65000\n bgp router-id 192.0.2.1\n neighbour x\n';
    expect(await run(['config', 'check', '-'], questionable)).toMatchObject({ exitCode: 0 });
    expect(await run(['config', 'check', '-', '--strict'], questionable)).toMatchObject({ exitCode: 2 });
    expect(await run(['tor', '-', '--check', '--strict'], questionable)).toMatchObject({ exitCode: 2 });
  });

  it('gives the problems as JSON', async () => {
    const { exitCode, output } = await run(['config', 'check', '-', '--json'], wrong);
    expect(exitCode).toBe(2);
    expect(JSON.parse(output)).toContainEqual(expect.objectContaining({ severity: 'error', line: 2 }));
  });

  it('translates between frr.conf and YAML', async () => {
    const yaml = await run(['config', 'show', labConf]);
    expect(yaml.exitCode).toBe(0);
    expect(yaml.output).toContain('asNumber: 65000');
    const frr = await run(['config', 'show', '-', '--format', 'frr'], yaml.output);
    expect(frr.output).toContain(' neighbor 192.168.10.100 peer-group CILIUM');
    expect(await run(['config', 'check', labConf])).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('good'),
    });
  });
});
