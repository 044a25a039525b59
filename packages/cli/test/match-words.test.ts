import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showForms } from '../src/show/show-forms.ts';
import { matchWords } from '../src/words/match-words.ts';
import { expandPattern } from '../src/words/pattern.ts';
import { complaintAbout } from '../src/words/word-complaint.ts';
import { fitsVariable, splitWords } from '../src/words/word-variables.ts';

function match(line: string) {
  return matchWords(showForms, splitWords([line]), fitsVariable);
}

function matched(line: string) {
  const found = match(line);
  if (found.outcome !== 'match') return found.outcome;
  return { pattern: found.form.pattern, values: Object.fromEntries(found.values) };
}

describe('the words of show', () => {
  it('takes the same words whole, cut short, and by address or prefix', () => {
    const summary = 'show [ip] bgp [ipv4|ipv6] [unicast] summary [established|failed] [wide|terse]';
    for (const line of ['show bgp summary', 'sh ip bgp sum', 'show bgp ipv4 uni su est']) {
      expect(matched(line)).toEqual({ pattern: summary, values: {} });
    }
    const one = 'show [ip] bgp [ipv4|ipv6] [unicast] PREFIX|ADDRESS [bestpath|multipath]';
    expect(matched('show ip bgp 172.16.1.1/32')).toEqual({
      pattern: one,
      values: { PREFIX: '172.16.1.1/32' },
    });
    expect(matched('sh bgp ipv6 2001:db8::1')).toEqual({ pattern: one, values: { ADDRESS: '2001:db8::1' } });
    expect(matched('show bgp nei foo adv')).toEqual({
      pattern: 'show [ip] bgp [ipv4|ipv6] [unicast] neighbors NEIGHBOR advertised-routes',
      values: { NEIGHBOR: 'foo' },
    });
    expect(matched('show run')).toMatchObject({ pattern: 'show running-config' });
  });

  it('says what is wrong as FRR does', () => {
    expect(match('show foo').outcome).toBe('unknown');
    expect(match('show ip').outcome).toBe('incomplete');
    expect(match('show i bgp').outcome).toBe('ambiguous');
    expect(match('show bgp summary established more').outcome).toBe('unknown');
    expect(match('show ip bgp 172.16.1.300').outcome).toBe('unknown');
  });

  it('says what could stand there instead', () => {
    const complaint = (line: string) => {
      const found = match(line);
      return found.outcome === 'match' ? [] : complaintAbout(found, splitWords([line]));
    };
    expect(complaint('show bgp neigbors')).toEqual([
      '% Unknown command: show bgp neigbors',
      '  did you mean neighbors instead of neigbors?',
    ]);
    expect(complaint('show bgp n')).toEqual([
      '% Ambiguous command: show bgp n',
      '  n may be neighbors, nexthop',
    ]);
    expect(complaint('show bgp neighbors 192.0.2.1 routes more')).toEqual([
      '% Unknown command: show bgp neighbors 192.0.2.1 routes more',
      '  nothing may stand in place of more',
    ]);
    expect(complaint('show ip')[1]).toContain('bgp, ');
    expect(complaint('show ip x')[1]).toContain('in place of x may stand bgp, ');
  });

  const examples: Readonly<Record<string, string>> = { ADDRESS: '192.0.2.1', ASN: '65000' };

  it('finds every form by its own words, and never throws for others', () => {
    for (const form of showForms) {
      for (const sequence of expandPattern(form.pattern)) {
        const words = sequence.map((word) =>
          word.kind === 'literal' ? word.text : (examples[word.name] ?? '192.0.2.0/24'),
        );
        expect(matchWords(showForms, words, fitsVariable)).toMatchObject({ outcome: 'match', form });
      }
    }
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 8 }), { maxLength: 6 }), (words) => {
        expect(['match', 'unknown', 'incomplete', 'ambiguous']).toContain(
          matchWords(showForms, words, fitsVariable).outcome,
        );
      }),
      { numRuns: 200 },
    );
  });
});
