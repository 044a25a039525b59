import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configReference } from '../src/index.ts';

describe('the reference', () => {
  const reference = configReference();

  test('has every native key of a small configuration, with its frr.conf spelling', () => {
    const keys = [
      'asNumber',
      'peers[].remoteAs',
      'peers[].families.FAMILY.weight',
      'listen.port',
      'maximumPaths.FAMILY.external',
    ];
    for (const key of keys) expect(reference).toContain(`| \`${key}\` |`);
    expect(reference).toContain('`neighbor PEER remote-as <ASNUM\\|internal\\|external\\|any>`');
  });

  test('has every status of statements', () => {
    expect(reference).toMatch(
      /`\[no\] maximum-paths \(1-256\)` \| `router bgp`, `address-family` \| supported/,
    );
    expect(reference).toMatch(/`\[no\] log LINE...` \| top level \| noted and ignored/);
    expect(reference).toMatch(
      /`\[no\] neighbor PEER password LINE...` \| `router bgp` \| known, not supported yet/,
    );
  });

  test('is what docs/config.md holds', async () => {
    await expect(reference).toMatchFileSnapshot(join(import.meta.dirname, '../../../docs/config.md'));
  });

  test('is made of whole table rows', () => {
    const rows = reference.split('\n').filter((line) => line.startsWith('|'));
    for (const row of rows)
      expect(row.replaceAll('\\|', '').split('|').length).toSatisfy((count) =>
        [6, 7].includes(count as number),
      );
  });
});
