import type { FamilyName } from '@bgpeer/bgp-wire';
import type { DecisionWhatIf } from '@bgpeer/router';
import type { ConfigDocument } from '../document/config-document.ts';
import { defaultLocalPreference } from '../fold/defaults.ts';
import { foldDecision, foldMaximumPaths } from '../fold/fold-decision.ts';
import { hasErrors, type Problem } from '../problem.ts';
import { type FoundStatement, findStatement, nearestForm } from './find-statement.ts';
import { FrrConfDraft } from './frr-conf-draft.ts';
import { wordsOf } from './match-form.ts';
import type { StatementPlace } from './statement.ts';

/** How the forms begin that say something to the decision process. */
const decisionForms = [
  'bgp bestpath',
  'bgp always-compare-med',
  'bgp deterministic-med',
  'bgp default local-preference',
  'maximum-paths',
];

const places: readonly StatementPlace[] = ['family', 'router'];
const file = 'what-if';

/**
 * What the decision process would be told if these statements of frr.conf were added to a document. Nothing when one of
 * them is wrong, or is not about the decision.
 * @param family the address family in which the statements stand
 */
export function decisionWhatIf(
  document: ConfigDocument,
  statements: readonly string[],
  family: FamilyName,
): { whatIf?: DecisionWhatIf; problems: Problem[] } {
  const draft = new FrrConfDraft(file);
  // Statements put new parts in place of the old ones: the document itself stays as it is.
  Object.assign(draft.document, document);
  for (const [index, text] of statements.entries()) readStatement(draft, text, index + 1, family);
  if (hasErrors(draft.problems)) return { problems: draft.problems };
  const changed = draft.document as ConfigDocument;
  return {
    whatIf: {
      decision: foldDecision(changed),
      maximumPaths: foldMaximumPaths(changed),
      defaultLocalPreference: changed.defaultLocalPreference ?? defaultLocalPreference,
    },
    problems: draft.problems,
  };
}

/** What is wrong with such statements, whatever they are added to. */
export function problemsOfWhatIf(statements: readonly string[], family: FamilyName): Problem[] {
  const draft = new FrrConfDraft(file);
  for (const [index, text] of statements.entries()) readStatement(draft, text, index + 1, family);
  return draft.problems;
}

function readStatement(draft: FrrConfDraft, text: string, line: number, family: FamilyName): void {
  const allWords = wordsOf(text);
  const negated = allWords[0]?.text === 'no';
  const words = negated ? allWords.slice(1) : allWords;
  const found = findStatement(places, words, text, negated);
  if (found === undefined || !isAboutDecision(found)) {
    const nearest = nearestForm(places, words);
    const isOfUse = decisionForms.some((form) => nearest?.startsWith(form));
    draft.report(
      { line, text },
      {
        severity: 'error',
        message: 'not a statement about the decision process',
        expected: isOfUse ? nearest : 'maximum-paths N, or one of bgp bestpath …',
      },
    );
    return;
  }
  const { row, match } = found;
  for (const { word, expected } of match.wrong) {
    draft.report({ line, text }, { severity: 'error', message: `${word} cannot stand here`, expected });
  }
  if (match.wrong.length > 0 || row.status !== 'supported') return;
  row.apply(draft, { values: match.values, options: match.options, negated, family, line, text });
}

function isAboutDecision({ row }: FoundStatement): boolean {
  return row.status === 'supported' && decisionForms.some((form) => row.form.startsWith(form));
}
