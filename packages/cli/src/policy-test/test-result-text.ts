import { formatPrefix, type PathAttributes } from '@bgpeer/bgp-wire';
import { type PolicyStep, policyDecisionText } from '@bgpeer/policy';
import { attributeLines } from '../decode/attribute-text.ts';
import { type Surroundings, styled, type TextStyle } from '../surroundings.ts';
import { changedAttributes, type TestResult } from './run-through.ts';

/** The route, its way step by step, the verdict, and what was changed. */
export function testResultLines(result: TestResult, surroundings: Surroundings): string[] {
  const { policy, route, verdict, steps } = result;
  const decision = policyDecisionText(verdict.decidedBy);
  const outcome = verdict.permitted
    ? styled(surroundings, 'green', 'permitted')
    : styled(surroundings, 'red', 'denied');
  return [
    `${formatPrefix(route.prefix)} through ${policy}`,
    ...attributeLines(route.subject.attributes).map((line) => `  ${line}`),
    ...(route.subject.weight === 0 ? [] : [`  weight ${route.subject.weight}`]),
    '',
    ...steps.map((step) => stepLine(step, surroundings)),
    ...(steps.length === 0 ? [] : ['']),
    `${outcome}: ${decision}`,
    ...(verdict.permitted ? changeLines(result).map((line) => `  ${line}`) : []),
  ];
}

const outcomeWords: Readonly<
  Record<PolicyStep['outcome'], readonly [text: string, style: TextStyle] | undefined>
> = {
  matched: ['yes', 'green'],
  'not-matched': ['no', 'yellow'],
  set: undefined,
  permitted: undefined,
  denied: undefined,
  continued: undefined,
};

/** An entry's own line, and a little deeper what stands in it. */
function stepLine({ depth, text, outcome, place }: PolicyStep, surroundings: Surroundings): string {
  const isInside = /^(?:match|set|call|on-match) /.test(text);
  const indent = '  '.repeat(2 * depth + (isInside ? 1 : 0));
  const words = outcomeWords[outcome];
  const answer = words === undefined ? '' : ` -> ${styled(surroundings, words[1], words[0])}`;
  const where = place === undefined ? '' : styled(surroundings, 'dim', `  (${place.file}:${place.line})`);
  return `${indent}${text}${answer}${where}`;
}

/** What the route has now, and what it had before. */
function changeLines(result: TestResult): string[] {
  const { route, verdict } = result;
  const before = route.subject;
  const lines = changedAttributes(result).map((name) =>
    changeLine(name, before.attributes, verdict.attributes),
  );
  if (verdict.weight !== before.weight) lines.push(`weight ${verdict.weight} (was ${before.weight})`);
  if (verdict.tag !== (before.tag ?? 0)) lines.push(`tag ${verdict.tag} (was ${before.tag ?? 0})`);
  return lines.length === 0 ? ['nothing is changed'] : lines;
}

function changeLine(name: keyof PathAttributes, before: PathAttributes, after: PathAttributes): string {
  const [was] = attributeLines({ [name]: before[name] });
  const [is] = attributeLines({ [name]: after[name] });
  if (is === undefined) return `without ${was}`;
  return was === undefined ? `${is} (new)` : `${is} (was ${was.slice(commonNameLength(was, is))})`;
}

/** Both begin with the attribute's name: it is said once. */
function commonNameLength(was: string, is: string): number {
  const name = /^(?:[A-Z_]+ )+/.exec(was)?.[0] ?? '';
  return is.startsWith(name) ? name.length : 0;
}
