import type { ConfigDocument } from './document/config-document.ts';
import type { PlaceOf, Problem } from './problem.ts';

/** A configuration as it was read: what it says, what is wrong with it, and where its parts stand. */
export type ParsedConfig = {
  /** Undefined when too little could be read to make one; an frr.conf needs its `router bgp`. */
  document?: ConfigDocument;
  /** In the order of the lines. */
  problems: Problem[];
  /** For `toRouterConfiguration`, so that its problems have places too. */
  placeOf: PlaceOf;
};
