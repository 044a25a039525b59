import { formatPrefix } from '@bgpeer/bgp-wire';
import { changedAttributes, type TestResult } from './run-through.ts';

/** What `bgpeer policy test --json` prints; attributes in the form of message-json.md. */
export function testResultJson(result: TestResult): object {
  const { policy, route, verdict, steps } = result;
  return {
    prefix: formatPrefix(route.prefix),
    policy,
    permitted: verdict.permitted,
    decidedBy: verdict.decidedBy,
    before: { ...route.subject, tag: route.subject.tag ?? 0 },
    after: { attributes: verdict.attributes, weight: verdict.weight, tag: verdict.tag },
    changedAttributes: changedAttributes(result),
    nextHopIsSet: verdict.nextHopIsSet,
    steps,
  };
}
