import type { DefinitionKind, PolicyDefinitions, PolicyProblem } from '@bgpeer/policy';
import type { PoliciesDocument } from '../../document/policy/policies-document.ts';
import { type Finding, shortened } from '../../problem.ts';

/** What a kind of definition is called, and where the definitions and the document have it. */
type NamedKind = {
  readonly words: string;
  readonly collection: keyof PolicyDefinitions & keyof PoliciesDocument;
  readonly ipv6Collection?: keyof PoliciesDocument;
  /** How frr.conf begins one; `ip` stands for either family. */
  readonly statement: string;
};

const namedKinds: Readonly<Record<DefinitionKind, NamedKind>> = {
  'prefix-list': {
    words: 'prefix list',
    collection: 'prefixLists',
    ipv6Collection: 'ipv6PrefixLists',
    statement: 'ip prefix-list',
  },
  'access-list': {
    words: 'access list',
    collection: 'accessLists',
    ipv6Collection: 'ipv6AccessLists',
    statement: 'ip access-list',
  },
  'as-path-list': {
    words: 'AS path list',
    collection: 'asPathLists',
    statement: 'bgp as-path access-list',
  },
  'community-list': {
    words: 'community list',
    collection: 'communityLists',
    statement: 'bgp community-list standard',
  },
  'large-community-list': {
    words: 'large community list',
    collection: 'largeCommunityLists',
    statement: 'bgp large-community-list standard',
  },
  'extended-community-list': {
    words: 'extended community list',
    collection: 'extendedCommunityLists',
    statement: 'bgp extcommunity-list standard',
  },
  'route-map': { words: 'route-map', collection: 'routeMaps', statement: 'route-map' },
};

export function nameKind(kind: DefinitionKind): NamedKind {
  return namedKinds[kind];
}

/** What the operator is told of a problem. */
export function findingOf(problem: PolicyProblem): Finding {
  switch (problem.problem) {
    case 'empty-name':
      return error('a list or route-map without a name', 'one word', 'give it a name');
    case 'duplicate-name':
      return error(
        `${nameOf(problem)} is defined twice`,
        'each name once in its kind',
        'choose another name for one of the two',
      );
    case 'sequence-order':
      return error(
        `the sequence numbers of ${nameOf(problem)} do not ascend`,
        'each number once, in ascending order',
        'put the entries in order',
      );
    case 'missing':
      return missing(problem.missing);
    case 'call-loop':
      return error(
        `route-maps call each other in a circle: ${problem.calls.join(', ')}`,
        'calls that end',
        'take one `call` away',
      );
    case 'goto-backwards':
      return error(
        `goes on at ${problem.goTo}, which does not stand behind this entry`,
        'the sequence number of a later entry',
        'correct the number',
      );
    case 'goto-nowhere':
      return warning(
        `goes on at ${problem.goTo}, and behind this entry none has that number or a greater one: what it permits is permitted`,
        'the sequence number of a later entry',
        'add such an entry, or correct the number',
      );
    case 'regular-expression':
      return error(
        `${shortened(problem.expression)}: ${problem.reason} (at letter ${problem.offset + 1})`,
        'a POSIX extended regular expression within the bounds',
        'correct the expression',
      );
    case 'malformed-value':
      return error(`${problem.value} cannot stand here`, problem.expected, 'correct the value');
    case 'length-range':
      return error(
        `no length is meant by this range inside ${problem.prefix}`,
        problem.expected,
        'correct the lengths',
      );
    case 'unused':
      return {
        severity: 'note',
        message: `nothing names ${nameOf(problem)}`,
        fix: 'name it somewhere, or take it away',
      };
  }
}

function missing({ family, kind, name }: (PolicyProblem & { problem: 'missing' })['missing']): Finding {
  const { statement, words } = namedKinds[kind];
  const ofFamily = family === undefined ? words : `${family === 'ipv4-unicast' ? 'IPv4' : 'IPv6'} ${words}`;
  const begin = family === 'ipv6-unicast' ? statement.replace(/^ip /, 'ipv6 ') : statement;
  return error(
    `there is no ${ofFamily} ${name}`,
    `the name of one that is defined`,
    `define it: \`${begin} ${name} …\``,
  );
}

function nameOf({ in: subject }: PolicyProblem): string {
  return subject === undefined ? 'this' : `${namedKinds[subject.kind].words} ${subject.name}`;
}

function warning(message: string, expected: string, fix: string): Finding {
  return { severity: 'warning', message, expected, fix };
}

function error(message: string, expected: string, fix: string): Finding {
  return { severity: 'error', message, expected, fix };
}
