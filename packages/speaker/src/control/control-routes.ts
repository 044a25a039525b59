import { commandRoutes } from './command-routes.ts';
import type { ControlRoute } from './control-route.ts';
import { explainRoutes } from './explain-routes.ts';
import { readRoutes } from './read-routes.ts';

/** The whole control API: what is served, and what docs/control-api.md is made from. */
export const controlRoutes: readonly ControlRoute[] = [...readRoutes, ...explainRoutes, ...commandRoutes];
