import type { FamilyName, Prefix } from '@bgpeer/bgp-wire';
import type {
  CompiledPolicy,
  PolicyContext,
  PolicyDecision,
  PolicyExplanation,
  PolicyStep,
  PolicySubject,
  PolicyVerdict,
} from '../compiled-policy.ts';
import type { CompiledRouteMap } from './compiled-route-map.ts';
import type { CompiledFilter, FilterVerdict } from './list-filters.ts';
import type { ContextUse } from './policy-compiler.ts';
import type { PrefixQuestions } from './prefix-questions.ts';
import { routeInPolicy } from './route-in-policy.ts';

/** The parts of a policy, in the order in which FRR asks them. */
export interface PolicyParts {
  readonly fingerprint: string;
  readonly questions: PrefixQuestions;
  readonly uses: ReadonlySet<ContextUse>;
  readonly filters: readonly CompiledFilter[];
  readonly routeMap: CompiledRouteMap | undefined;
}

/** Lists and a route-map that are asked one after the other; the first that denies ends it. */
export class CompiledFilters implements CompiledPolicy {
  readonly fingerprint: string;
  readonly looksAtPrefixes: boolean;
  readonly looksAtSource: boolean;
  readonly looksAtSession: boolean;
  readonly looksAtSelection: boolean;
  readonly #parts: PolicyParts;

  constructor(parts: PolicyParts) {
    this.#parts = parts;
    this.fingerprint = parts.fingerprint;
    this.looksAtPrefixes = parts.questions.count > 0;
    this.looksAtSource = parts.uses.has('source');
    this.looksAtSession = parts.uses.has('session');
    this.looksAtSelection = parts.uses.has('selection');
  }

  prefixClass(family: FamilyName, octets: Uint8Array, offset: number, bitLength: number): number {
    return this.#parts.questions.classOf(family, octets, offset, bitLength);
  }

  evaluate(prefixClass: number, subject: PolicySubject, context: PolicyContext): PolicyVerdict {
    return this.#run(prefixClass, subject, context, undefined, undefined);
  }

  explain(
    prefixClass: number,
    subject: PolicySubject,
    context: PolicyContext,
    prefix?: Prefix,
  ): PolicyExplanation {
    const steps: PolicyStep[] = [];
    const verdict = this.#run(prefixClass, subject, context, prefix, (step) => steps.push(step));
    return { verdict, steps };
  }

  #run(
    prefixClass: number,
    subject: PolicySubject,
    context: PolicyContext,
    prefix: Prefix | undefined,
    write: ((step: PolicyStep) => void) | undefined,
  ): PolicyVerdict {
    const { questions, filters, routeMap } = this.#parts;
    const route = routeInPolicy(subject, context, questions.answersOf(prefixClass), prefix);
    let decidedBy: PolicyDecision = { kind: 'permit-all' };
    for (const filter of filters) {
      const verdict = filter.verdict(route);
      decidedBy = decisionOf(filter, verdict);
      write?.(filterStep(filter, verdict));
      if (!verdict.permitted) return denied(subject, decidedBy);
    }
    if (routeMap !== undefined) {
      const { permitted, sequence, place } = routeMap.apply(route, 0, write);
      decidedBy = { kind: 'route-map', name: routeMap.name, sequence, place };
      if (!permitted) return denied(subject, decidedBy);
    }
    const { attributes, weight, tag, nextHopIsSet } = route;
    return { permitted: true, attributes, weight, tag, nextHopIsSet, decidedBy };
  }
}

function denied({ attributes, weight, tag = 0 }: PolicySubject, decidedBy: PolicyDecision): PolicyVerdict {
  return { permitted: false, attributes, weight, tag, nextHopIsSet: false, decidedBy };
}

function decisionOf({ list, name }: CompiledFilter, { entry }: FilterVerdict): PolicyDecision {
  return { kind: 'list', list, name, sequence: entry?.sequence, place: entry?.place };
}

function filterStep({ list, name }: CompiledFilter, { permitted, entry, text }: FilterVerdict): PolicyStep {
  return {
    depth: 0,
    text: text === undefined ? `${list} ${name}` : `${list} ${name}: ${text}`,
    outcome: permitted ? 'matched' : 'denied',
    place: entry?.place,
  };
}
