import { type DecisionStep, sourceOf } from '../decision-step.ts';

/** The lower peer address (RFC 4271, section 9.1.2.2 g), IPv4 before IPv6. */
export const peerAddress: DecisionStep = {
  name: 'peer-address',
  selectionReason: 'Neighbor IP',
  compare: (a, b, context) =>
    compareOctets(sourceOf(a, context).addressOctets, sourceOf(b, context).addressOctets),
  describe: (route, context) => `peer address ${sourceOf(route, context).address}`,
};

export function compareOctets(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let index = 0; index < a.length; index += 1) {
    if (a[index] !== b[index]) return a[index] - b[index];
  }
  return 0;
}
