import type { PlaceOf, Problem } from '../problem.ts';
import { checkDocument } from './check-document.ts';
import { checkPolicies } from './policies/check-policies.ts';
import { foldPolicies } from './policies/fold-policies.ts';
import { ProblemCollector } from './problem-collector.ts';
import { restOfDocument } from './rest-of-document.ts';

/** Whether there is a BGP Identifier at all is asked once the document is one. */
const anyRouterId = '0.0.0.1';

/** What else is wrong with a document that its schema refuses, so that everything is told at once. */
export function problemsOfTheRest(document: unknown, placeOf: PlaceOf): Problem[] {
  const rest = restOfDocument(document);
  if (rest === undefined) return [];
  const placeInWhole: PlaceOf = (path) => placeOf(rest.originalPath(path));
  const collector = new ProblemCollector(placeInWhole, rest.originalPath);
  checkDocument(rest.document, anyRouterId, collector);
  checkPolicies(rest.document, foldPolicies(rest.document.policies, placeInWhole), placeInWhole, collector);
  return collector.problems.filter(
    ({ path, severity }) => severity !== 'note' && !rest.concernsWhatIsGone(path ?? ''),
  );
}
