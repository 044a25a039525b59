import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFrrConf, formatYamlConfig, parseFrrConf, parseYamlConfig } from '../src/index.ts';
import { documentWith } from './documents.ts';
import { anyAttachedPolicy, anyPolicies } from './policy-documents.ts';

/** Documents with any policies, hung on a group and a peer. */
const documentWithPolicies = fc
  .tuple(anyPolicies, fc.tuple(anyAttachedPolicy, anyAttachedPolicy, anyAttachedPolicy))
  .map(([policies, [groupImport, ownImport, ownExport]]) =>
    documentWith({
      policies,
      peerGroups: { G: { families: { 'ipv4-unicast': { importPolicy: groupImport } } } },
      peers: [
        {
          address: '192.0.2.5',
          peerGroup: 'G',
          families: {
            'ipv4-unicast': { importPolicy: ownImport },
            'ipv6-unicast': { exportPolicy: ownExport, unsuppressMap: 'MAP' },
          },
        },
      ],
    }),
  );

describe('policies and their texts', () => {
  test('frr.conf says all that a document says', () => {
    fc.assert(
      fc.property(documentWithPolicies, (document) => {
        const parsed = parseFrrConf(formatFrrConf(document), { file: 'frr.conf' });
        expect(parsed.problems).toEqual([]);
        expect(parsed.document).toEqual(document);
      }),
      { numRuns: 150 },
    );
  });

  test('YAML says all that a document says', () => {
    fc.assert(
      fc.property(documentWithPolicies, (document) => {
        const parsed = parseYamlConfig(formatYamlConfig(document), { file: 'bgpeer.yaml' });
        expect(parsed.problems).toEqual([]);
        expect(parsed.document).toEqual(document);
      }),
      { numRuns: 60 },
    );
  });
});
