import type { PathAttributes } from '@bgpeer/bgp-wire';
import type { PolicyStep, PolicyVerdict } from '@bgpeer/policy';
import type { ChosenPolicy } from './chosen-policy.ts';
import type { TestRoute } from './route-from-flags.ts';

/** A route's way through a policy, and what became of it. */
export interface TestResult {
  readonly policy: string;
  readonly route: TestRoute;
  readonly verdict: PolicyVerdict;
  readonly steps: readonly PolicyStep[];
}

export function runThrough(
  chosen: ChosenPolicy,
  { prefix, subject: written, context: told, hasWeight }: TestRoute & { readonly hasWeight: boolean },
): TestResult {
  const { policy, permitted, decidedBy } = chosen;
  const subject = { ...written, weight: hasWeight ? written.weight : chosen.weight };
  const context = { ...chosen.context, ...told };
  const route: TestRoute = { prefix, subject, context };
  if (policy === undefined) {
    const { attributes, weight, tag = 0 } = subject;
    const verdict = { permitted, attributes, weight, tag, nextHopIsSet: false, decidedBy };
    return { policy: chosen.name, route, verdict, steps: [] };
  }
  const prefixClass = policy.prefixClass(prefix.family, prefix.octets, 0, prefix.bitLength);
  return { policy: chosen.name, route, ...policy.explain(prefixClass, subject, context, prefix) };
}

/** The names of the attributes that a policy changed, made or took away. */
export function changedAttributes({ route, verdict }: TestResult): (keyof PathAttributes)[] {
  const before = route.subject.attributes;
  const after = verdict.attributes;
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof PathAttributes>;
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
