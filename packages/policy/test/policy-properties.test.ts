import { formatAsPath, parsePrefix } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CompiledPolicy,
  compilePolicies,
  type PolicySubject,
  type PolicyVerdict,
} from '../src/index.ts';
import {
  arbitraryDefinitions,
  arbitraryFilters,
  arbitraryPrefix,
  arbitrarySubject,
  elsewhere,
} from './arbitrary-policies.ts';
import { ReferencePolicy, type ReferenceVerdict } from './reference-policy.ts';

function classOf(policy: CompiledPolicy, text: string): number {
  const { family, octets, bitLength } = parsePrefix(text)!;
  return policy.prefixClass(family, octets, 0, bitLength);
}

function summary({ permitted, attributes, weight }: PolicyVerdict): ReferenceVerdict {
  return {
    permitted,
    asPath: formatAsPath(attributes.asPath ?? []),
    communities: [...(attributes.communities ?? [])].sort((a, b) => a - b),
    metric: attributes.multiExitDisc ?? 0,
    weight,
  };
}

const prefixes = fc.array(arbitraryPrefix, { minLength: 1, maxLength: 12 });

test('verdicts are those of the definitions read one by one, for prefixes of one class alike', () => {
  fc.assert(
    fc.property(
      arbitraryDefinitions,
      arbitraryFilters,
      prefixes,
      arbitrarySubject,
      (definitions, filters, texts, subject) => {
        const policy = compilePolicies(definitions).filters(filters);
        const reference = new ReferencePolicy(definitions);
        for (const text of texts) {
          const verdict = policy.evaluate(classOf(policy, text), subject, {});
          expect(summary(verdict)).toEqual(reference.verdict(filters, parsePrefix(text)!, subject));
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

test('the class of a prefix is what it was before, small, and 0 where nothing is asked', () => {
  fc.assert(
    fc.property(arbitraryDefinitions, arbitraryFilters, prefixes, (definitions, filters, texts) => {
      const policy = compilePolicies(definitions).filters(filters);
      const classes = texts.map((text) => classOf(policy, text));
      expect(texts.map((text) => classOf(policy, text))).toEqual(classes);
      expect(Math.max(...classes)).toBeLessThan(texts.length);
      if (!policy.looksAtPrefixes) expect(new Set(classes)).toEqual(new Set([0]));
    }),
    { numRuns: 300 },
  );
});

test('explaining gives the verdict that evaluating gives, and ends in it', () => {
  fc.assert(
    fc.property(
      arbitraryDefinitions,
      arbitraryFilters,
      arbitraryPrefix,
      arbitrarySubject,
      (definitions, filters, text, subject) => {
        const policy = compilePolicies(definitions).filters(filters);
        const { verdict, steps } = policy.explain(classOf(policy, text), subject, {}, parsePrefix(text));
        expect(summary(verdict)).toEqual(summary(policy.evaluate(classOf(policy, text), subject, {})));
        const last = steps.at(-1)?.outcome;
        if (!verdict.permitted) expect(last).toBe('denied');
        else if (filters.routeMap !== undefined) expect(last).toBe('permitted');
      },
    ),
    { numRuns: 500 },
  );
});

test('equal fingerprints mean equal verdicts, and places do not count', () => {
  fc.assert(
    fc.property(
      arbitraryDefinitions,
      arbitraryDefinitions,
      arbitraryFilters,
      arbitraryPrefix,
      arbitrarySubject,
      (definitions, others, filters, text, subject) => {
        const one = compilePolicies(definitions).filters(filters);
        expect(compilePolicies(elsewhere(definitions)).filters({ ...filters }).fingerprint).toBe(
          one.fingerprint,
        );
        // Only the route-maps differ, and maybe only those that the filters do not reach.
        const other = compilePolicies({ ...definitions, routeMaps: others.routeMaps }).filters(filters);
        if (other.fingerprint !== one.fingerprint) return;
        expect(verdictOf(other, text, subject)).toEqual(verdictOf(one, text, subject));
      },
    ),
    { numRuns: 500 },
  );
});

test('what is never used is not in the fingerprint, and what is used deep down is', () => {
  fc.assert(
    fc.property(arbitraryDefinitions, (definitions) => {
      const entry = { sequence: 1, action: 'permit', matches: [], sets: [] } as const;
      const chain = (list: string) => [
        { name: 'TOP', entries: [{ ...entry, call: 'MIDDLE' }] },
        { name: 'MIDDLE', entries: [{ ...entry, matches: [{ match: 'as-path', list }] as const }] },
      ];
      const fingerprint = (list: string, asPathLists = definitions.asPathLists) =>
        compilePolicies({ ...definitions, asPathLists, routeMaps: chain(list) }).routeMap('TOP').fingerprint;
      const without = definitions.asPathLists.filter(({ name }) => name !== 'A');
      expect(fingerprint('MISSING', without)).toBe(fingerprint('MISSING'));
      expect(fingerprint('A', without)).not.toBe(fingerprint('A'));
    }),
    { numRuns: 50 },
  );
});

function verdictOf(policy: CompiledPolicy, text: string, subject: PolicySubject): PolicyVerdict {
  return policy.evaluate(classOf(policy, text), subject, {});
}
