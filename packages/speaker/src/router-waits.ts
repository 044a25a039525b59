import type { BgpRouter, SelectedRouteView } from '@bgpeer/router';
import type { ConditionWaiter } from './condition-waiter.ts';
import { readAddress, readPrefix } from './operator-input.ts';
import {
  describeExpectation,
  describePeer,
  describeRoute,
  meets,
  type RouteExpectation,
} from './route-wait.ts';

/** Waits until the peer is in `state`. */
export async function waitForPeer(
  waiter: ConditionWaiter,
  router: BgpRouter,
  address: string,
  { state, timeoutMs }: { readonly state: string; readonly timeoutMs: number },
): Promise<void> {
  const peer = readAddress(address);
  await waiter.wait(() => router.peer(peer)?.state === state, {
    timeoutMs,
    what: `peer ${peer} in ${state}`,
    seen: () => describePeer(router.peer(peer)),
  });
}

/** Waits until what is selected for a prefix is as expected; the route, or undefined where none was to be. */
export async function waitForRoute(
  waiter: ConditionWaiter,
  router: BgpRouter,
  prefix: string,
  { timeoutMs, ...expectation }: RouteExpectation & { readonly timeoutMs: number },
): Promise<SelectedRouteView | undefined> {
  const named = readPrefix(prefix);
  const selected = () => router.selectedRouteFor(named.family, named.prefix);
  const condition = (): { route: SelectedRouteView | undefined } | false => {
    const route = selected();
    if (expectation.absent) return route === undefined && { route };
    return route !== undefined && meets(route, expectation) && { route };
  };
  const found = await waiter.wait(condition, {
    timeoutMs,
    what: describeExpectation(named.prefix, expectation),
    seen: () => describeRoute(selected()),
  });
  return found.route;
}
