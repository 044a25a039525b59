import { type AsPath, formatAsPath } from '@bgpeer/bgp-wire';
import type { AsPathListDefinition } from '../definitions/list-definitions.ts';
import { compileExpressionOrNothing } from './expression-or-nothing.ts';
import { type ListVerdict, listVerdict } from './list-entry.ts';

/** An AS-path access list, ready to be asked: the first entry whose expression fits the path's text decides. */
export interface CompiledAsPathList {
  verdict(asPath: AsPath): ListVerdict;
}

export function compileAsPathList({ entries }: AsPathListDefinition): CompiledAsPathList {
  const expressions = entries.map((entry) => compileExpressionOrNothing(entry.regularExpression));
  return {
    verdict(asPath) {
      const text = formatAsPath(asPath);
      const index = expressions.findIndex((expression) => expression.test(text));
      return listVerdict(entries, index, (entry) => entry.regularExpression);
    },
  };
}
