import { expect, test } from 'vitest';
import { directionVerdict } from '../src/index.ts';

test.each([
  {
    session: 'external',
    attached: undefined,
    ebgpRequiresPolicy: true,
    permitted: false,
    decidedBy: 'RFC 8212',
  },
  {
    session: 'external',
    attached: undefined,
    ebgpRequiresPolicy: false,
    permitted: true,
    decidedBy: 'policy-not-required',
  },
  {
    session: 'external',
    attached: {},
    ebgpRequiresPolicy: true,
    permitted: true,
    decidedBy: 'attached-policy',
  },
  {
    session: 'internal',
    attached: undefined,
    ebgpRequiresPolicy: true,
    permitted: true,
    decidedBy: 'internal-session',
  },
] as const)(
  '$session session, policy $attached, required $ebgpRequiresPolicy: $decidedBy',
  ({ permitted, decidedBy, ...direction }) => {
    expect(directionVerdict(direction)).toEqual({ permitted, decidedBy });
  },
);
