import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatFrrConf,
  formatYamlConfig,
  parseFrrConf,
  parseYamlConfig,
  toRouterConfiguration,
} from '../src/index.ts';
import { anyDocument } from './documents.ts';

describe('a document and its texts', () => {
  test('frr.conf says all that a document says', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const parsed = parseFrrConf(formatFrrConf(document), { file: 'frr.conf' });
        expect(parsed.problems).toEqual([]);
        expect(parsed.document).toEqual(document);
      }),
      { numRuns: 120 },
    );
  });

  test('YAML says all that a document says', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const parsed = parseYamlConfig(formatYamlConfig(document), { file: 'bgpeer.yaml' });
        expect(parsed.problems).toEqual([]);
        expect(parsed.document).toEqual(document);
      }),
      { numRuns: 120 },
    );
  });

  test('the order of an frr.conf makes no difference within a block', () => {
    const statement = fc.constantFrom(
      'neighbor G peer-group',
      'neighbor G remote-as external',
      'neighbor 10.0.0.1 peer-group G',
      'neighbor 10.0.0.1 timers 3 9',
      'neighbor 10.0.0.1 route-map ALL in',
      'bgp router-id 192.0.2.1',
      'network 10.10.1.0/24',
    );
    const statements = fc.uniqueArray(statement, { minLength: 7, maxLength: 7 });
    const configurationOf = (lines: readonly string[]) => {
      const text = ['router bgp 65000', ...lines, 'route-map ALL permit 10'].join('\n');
      return toRouterConfiguration(parseFrrConf(text, { file: 'frr.conf' }).document!).configuration;
    };
    fc.assert(
      fc.property(statements, (lines) => {
        expect(configurationOf(lines)).toEqual(configurationOf(lines.toSorted()));
      }),
      { numRuns: 50 },
    );
  });
});

describe('arbitrary text', () => {
  const word = fc.constantFrom(
    ...['no', 'router', 'bgp', 'neighbor', 'network', '10.0.0.1', '10.0.0.0/8', '65000', 'G', 'peer-group'],
    ...[
      'remote-as',
      'timers',
      'address-family',
      'ipv6',
      'route-map',
      'in',
      'permit',
      'exit',
      '!',
      '__proto__',
    ],
    ...[
      'constructor',
      'maximum-paths',
      '0',
      'activate',
      'listen',
      'range',
      'interface',
      'vrf',
      '\t',
      '\u0000',
    ],
    ...['ip', 'route', 'blackhole', 'aggregate-address', 'summary-only', 'redistribute', 'static', 'metric'],
    ...['mask', '255.0.0.0', 'local-as', 'maximum-prefix', 'restart', 'local-role', 'peer', 'message'],
    ...['shutdown', 'allowas-in', 'origin', 'cluster-id', 'bestpath', 'bandwidth', 'default-originate'],
  );
  const line = fc.array(word, { maxLength: 7 }).map((words) => words.join(' '));
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n')),
  );

  test('never makes the frr.conf reader throw, nor what comes after it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { document, placeOf, problems } = parseFrrConf(text, { file: 'frr.conf' });
        const lines = problems.map((problem) => problem.line ?? Number.MAX_SAFE_INTEGER);
        expect(lines).toEqual(lines.toSorted((one, other) => one - other));
        if (document !== undefined) toRouterConfiguration(document, { placeOf });
      }),
      { numRuns: 400 },
    );
  });

  test('never makes the YAML reader throw', () => {
    const yamlish = fc
      .array(
        fc.constantFrom(
          'asNumber',
          ':',
          ' ',
          '\n',
          '- ',
          '{',
          '}',
          '&a',
          '*a',
          '"',
          '1',
          '[',
          'peers',
          '<<',
          '__proto__',
        ),
      )
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.oneof(anyText, yamlish), (text) => {
        const { document, problems } = parseYamlConfig(text, { file: 'bgpeer.yaml' });
        expect(document !== undefined || problems.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
