/** Vitest matchers for BGP: `import '@bgpeer/testkit/matchers'` once, in a test or in a setup file. */
import type { Message, WireContext } from '@bgpeer/bgp-wire';
import { expect } from 'vitest';
import {
  type Objection,
  objectionToDecoding,
  objectionToTreatment,
} from './expectations/octet-expectations.ts';
import {
  type ExpectedRoute,
  type HasRoutes,
  objectionToRoute,
  objectionToRouteInTime,
  type WaitsForRoutes,
} from './expectations/route-expectations.ts';
import type { Outcome } from './expectations/treatment-of.ts';

interface BgpMatchers<Result> {
  /** The octets mean exactly this message, without fault. */
  toDecodeTo(message: Message, context: WireContext): Result;
  /** A speaker does this about the octets. */
  toBeTreatedAs(outcome: Outcome, context: WireContext): Result;
  /** The router has selected a route for the prefix. */
  toHaveRoute(prefix: string, expected?: ExpectedRoute): Result;
  /** The speaker selects a route for the prefix in time: to be awaited. */
  toEventuallyHaveRoute(
    prefix: string,
    expected: ExpectedRoute & { readonly timeoutMs: number },
  ): Promise<void>;
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends BgpMatchers<R> {}
}

expect.extend({
  toDecodeTo: (octets: Uint8Array, message: Message, context: WireContext) =>
    verdict(objectionToDecoding(octets, message, context), 'octets that do not mean this message'),
  toBeTreatedAs: (octets: Uint8Array, outcome: Outcome, context: WireContext) =>
    verdict(objectionToTreatment(octets, outcome, context), `octets that are not treated as ${outcome}`),
  toHaveRoute: (subject: HasRoutes, prefix: string, expected?: ExpectedRoute) =>
    verdict(objectionToRoute(subject, prefix, expected), `no such route for ${prefix}`),
  toEventuallyHaveRoute: async (
    subject: WaitsForRoutes,
    prefix: string,
    expected: ExpectedRoute & { readonly timeoutMs: number },
  ) => verdict(await objectionToRouteInTime(subject, prefix, expected), `no such route for ${prefix}`),
});

/** `opposite` is what a `.not` expected. */
function verdict(objection: Objection, opposite: string) {
  return { pass: objection === undefined, message: () => objection ?? `expected ${opposite}` };
}
