import { type FamilyName, formatAsPath } from '@bgpeer/bgp-wire';
import type {
  DecisionStepName,
  FamilyRib,
  FamilyRibOptions,
  LoadSharing,
  PrefixExplanation,
  PrefixId,
  RouteExplanation,
} from '@bgpeer/rib';
import type { RouterConfiguration } from '../configuration.ts';
import { familyRibOptions, type RouterState } from '../router-state.ts';
import { explanationText, stepNames } from './explanation-text.ts';
import { type RouteOriginView, routeOrigin } from './route-origin.ts';

/** What the decision process may be told instead of what it is told: for questions of the kind what if. */
export type DecisionWhatIf = Pick<
  RouterConfiguration,
  'decision' | 'maximumPaths' | 'defaultLocalPreference'
>;

/** The decision about one prefix, step by step. */
export interface DecisionView {
  readonly family: FamilyName;
  readonly prefix: string;
  /** FRR's words for why the best route is best; absent without one. */
  readonly selectionReason?: string;
  /** How many routes may share the load; absent without a best route. */
  readonly maximumPaths?: number;
  /** The best route, then those that share its load, then the others, each part newest first. Numbers below are places in here. */
  readonly routes: readonly DecidedRouteView[];
  /** In their order, until one route is left. */
  readonly steps: readonly DecisionStepView[];
}

/** One route and what became of it. */
export interface DecidedRouteView extends RouteOriginView {
  readonly nextHop: string;
  readonly asPath: string;
  /** `removedBy` in it is a place in the list of routes. */
  readonly explanation: RouteExplanation;
  /** The explanation as one sentence without a full stop. */
  readonly explanationText: string;
  readonly sharing: LoadSharing;
  /** Whether it shares the load, and why not, as one sentence without a full stop. */
  readonly sharingText: string;
  /** The share of the load, in relation to the others'; absent for one that carries nothing. */
  readonly weight?: number;
  /** What holds now, where the question is what would be. */
  readonly bestNow: boolean;
  readonly sharesNow: boolean;
}

/** One step of the decision process. */
export interface DecisionStepView {
  readonly step: DecisionStepName;
  /** In words. */
  readonly name: string;
  /** False where a switch turns it off, or nothing is about that it could tell apart. */
  readonly applies: boolean;
  /** The routes still in, with what is compared; `removedBy` is the route that was better. */
  readonly considered: readonly {
    readonly route: number;
    readonly value: string;
    readonly removedBy?: number;
  }[];
}

/** The decision about a prefix as it was, or as it would be. Changes nothing. */
export function decisionView(
  state: RouterState,
  family: FamilyName,
  prefix: PrefixId,
  whatIf?: DecisionWhatIf,
): DecisionView {
  const rib = state.ribs.get(family)!;
  const options = whatIf && familyRibOptions({ ...state.configuration, ...whatIf }, family);
  const explained = rib.explain(prefix, options);
  const order = orderOf(explained);
  const newPlace = (place: number): number => order.indexOf(place);
  return {
    family,
    prefix: rib.index.format(prefix),
    ...(explained.selectionReason !== undefined && { selectionReason: explained.selectionReason }),
    ...(explained.width !== undefined && { maximumPaths: explained.width }),
    routes: order.map((place) => decidedRoute(state, rib, explained, place, newPlace)),
    steps: stepsView(rib, prefix, options, newPlace),
  };
}

/** Places of the routes: the best one, those that share its load, the others. */
function orderOf({ explanations, routes }: PrefixExplanation): number[] {
  const ranks = { best: 0, multipath: 1, removed: 2, ineligible: 3 } as const;
  return routes
    .map((_, place) => place)
    .sort((a, b) => ranks[explanations[a].outcome] - ranks[explanations[b].outcome] || a - b);
}

function decidedRoute(
  state: RouterState,
  rib: FamilyRib,
  explained: PrefixExplanation,
  place: number,
  newPlace: (place: number) => number,
): DecidedRouteView {
  const route = explained.routes[place];
  const attributes = rib.pool.attributes(rib.routes.attributes(route));
  const explanation = explained.explanations[place];
  const sharing = explained.sharing[place];
  const weight = explained.weights.find((share) => share.route === route)?.weight;
  const nameOf = (other: number): string => routeOrigin(state, rib, explained.routes[other]).from;
  return {
    ...routeOrigin(state, rib, route),
    nextHop: rib.pool.nextHops.address(rib.pool.nextHop(rib.routes.attributes(route))),
    asPath: formatAsPath(attributes.asPath ?? []),
    explanation:
      'removedBy' in explanation
        ? { ...explanation, removedBy: newPlace(explanation.removedBy) }
        : explanation,
    explanationText: explanationText(explanation, nameOf),
    sharing,
    sharingText: sharingText(sharing, weight),
    ...(weight !== undefined && { weight }),
    bestNow: rib.best(rib.routes.prefix(route)) === route,
    sharesNow: rib.isInEqualCostSet(route),
  };
}

function stepsView(
  rib: FamilyRib,
  prefix: PrefixId,
  options: FamilyRibOptions | undefined,
  newPlace: (place: number) => number,
): DecisionStepView[] {
  return rib.explainSteps(prefix, options).map(({ step, applies, considered }) => ({
    step,
    name: stepNames[step],
    applies,
    considered: considered
      .map(({ place, value, removedBy }) => ({
        route: newPlace(place),
        value,
        ...(removedBy !== undefined && { removedBy: newPlace(removedBy) }),
      }))
      .sort((a, b) => a.route - b.route),
  }));
}

function sharingText(sharing: LoadSharing, weight: number | undefined): string {
  if (!sharing.shares) {
    const what = sharing.obstacle === 'step' ? `${stepNames[sharing.step]}: ${sharing.text}` : sharing.text;
    return `shares no load: ${what}`;
  }
  return weight === undefined
    ? 'is as good, but carries nothing: it has no link bandwidth (bgp bestpath bandwidth skip-missing)'
    : `shares the load with weight ${weight}`;
}
