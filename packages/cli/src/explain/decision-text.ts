import type { DecidedRouteView, DecisionStepView, DecisionView } from '@bgpeer/router';

/** `bgpeer explain best`: every route and what became of it, then every step and what it did. */
export function bestText(decision: DecisionView, statements: readonly string[]): string[] {
  const { prefix, routes, selectionReason } = decision;
  const best = routes.findIndex(isBest);
  const count = routes.length === 1 ? 'the only route' : `the best of ${routes.length} routes`;
  return [
    ...assumptionText(statements),
    best < 0
      ? `${prefix}: none of ${routes.length} routes can be used`
      : `${prefix}: ${count} is ${nameOf(routes, best)} (${selectionReason})`,
    '',
    ...routes.map((route, place) => `  ${routeText(route, place)}: ${explanationOf(route, routes)}`),
    ...stepsText(decision.steps),
    ...(statements.length === 0 ? [] : ['', bestNowText(routes, best)]),
  ];
}

/** `bgpeer explain ecmp`: which routes share the load, and why the others do not. */
export function equalCostText(decision: DecisionView, statements: readonly string[]): string[] {
  const { maximumPaths, prefix, routes } = decision;
  const sharing = routes.filter((route) => route.sharing.shares);
  const verb = sharing.length === 1 ? 'carries' : 'share';
  const width = maximumPaths === undefined ? '' : ` (maximum-paths ${maximumPaths})`;
  return [
    ...assumptionText(statements),
    `${prefix}: ${sharing.length} of ${routes.length} ${plural(routes.length, 'route')} ${verb} the load${width}`,
    '',
    ...routes.map((route, place) => `  ${routeText(route, place)}: ${route.sharingText}`),
    ...(statements.length === 0 ? [] : ['', sharesNowText(routes)]),
  ];
}

function assumptionText(statements: readonly string[]): string[] {
  return statements.length === 0 ? [] : [`If there were \`${statements.join('`, `')}\`:`];
}

function routeText(
  { asNumber, asPath, from, nextHop, originatedAs }: DecidedRouteView,
  place: number,
): string {
  if (originatedAs !== undefined) return `#${place + 1} from ${from}`;
  const path = asPath === '' ? 'empty AS_PATH' : `AS_PATH ${asPath}`;
  return `#${place + 1} from ${from} (AS ${asNumber}), next hop ${nextHop}, ${path}`;
}

/** The sentence of the view, with the number of the route that was better. */
function explanationOf(
  { explanation, explanationText }: DecidedRouteView,
  routes: readonly DecidedRouteView[],
): string {
  if (!('removedBy' in explanation)) return explanationText;
  const { from } = routes[explanation.removedBy];
  return explanationText.replace(`the route from ${from}`, nameOf(routes, explanation.removedBy));
}

function stepsText(steps: readonly DecisionStepView[]): string[] {
  if (steps.length === 0) return [];
  const width = Math.max(...steps.map(({ name }) => name.length));
  const lines = steps.map((step) => `  ${step.name.padEnd(width)}  ${stepText(step)}`);
  return ['', 'Step by step:', ...lines];
}

function stepText({ applies, considered }: DecisionStepView): string {
  if (!applies) return 'not asked';
  const [first] = considered;
  if (considered.every(({ value }) => value === first.value)) return `${first.value} for all`;
  const values = considered.map(({ route, value }) => `#${route + 1} ${value}`).join(', ');
  const removed = considered
    .filter(({ removedBy }) => removedBy !== undefined)
    .map(({ removedBy, route }) => `#${route + 1} goes because of #${removedBy! + 1}`);
  return `${values}: ${removed.length === 0 ? 'none goes' : removed.join(', ')}`;
}

function bestNowText(routes: readonly DecidedRouteView[], best: number): string {
  const now = routes.findIndex(({ bestNow }) => bestNow);
  if (now === best) return 'It is the best one now, too.';
  return now < 0 ? 'Now there is none.' : `Now it is ${nameOf(routes, now)}.`;
}

function sharesNowText(routes: readonly DecidedRouteView[]): string {
  const now = routes.flatMap(({ sharesNow }, place) => (sharesNow ? [place] : []));
  if (routes.every(({ sharesNow, sharing }) => sharesNow === sharing.shares)) return 'So it is now, too.';
  return now.length === 0
    ? 'Now none does.'
    : `Now the load is on ${now.map((place) => `#${place + 1}`).join(', ')}.`;
}

function nameOf(routes: readonly DecidedRouteView[], place: number): string {
  return `#${place + 1} from ${routes[place].from}`;
}

function isBest({ explanation }: DecidedRouteView): boolean {
  return explanation.outcome === 'best';
}

function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}
