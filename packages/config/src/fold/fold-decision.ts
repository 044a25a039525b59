import { familyNames } from '@bgpeer/bgp-wire';
import type { RouterConfiguration } from '@bgpeer/router';
import type { ConfigDocument } from '../document/config-document.ts';
import { maximumPathsDefault, profileDefaults } from './defaults.ts';

/** The switches of the decision process. */
export function foldDecision(document: ConfigDocument): RouterConfiguration['decision'] {
  const bestpath = document.bestpath ?? {};
  const { multipathRelax = false } = bestpath;
  return {
    multipathRelax: multipathRelax !== false,
    multipathRelaxAsSet: multipathRelax === 'as-set',
    peerTypeMultipathRelax: bestpath.peerTypeMultipathRelax ?? false,
    compareRouterId: bestpath.compareRouterId ?? false,
    ignoreAsPathLength: bestpath.asPathIgnore ?? false,
    alwaysCompareMed: bestpath.alwaysCompareMed ?? false,
    missingMedAsWorst: bestpath.medMissingAsWorst ?? false,
    deterministicMed: bestpath.deterministicMed ?? profileDefaults[document.defaults].deterministicMed,
    ...(bestpath.aigp === false && { ignoreAccumulatedIgpMetric: true }),
    linkBandwidth: bestpath.linkBandwidth ?? 'by-weight',
  };
}

/** The widths of the equal-cost sets, for every family. */
export function foldMaximumPaths(document: ConfigDocument): RouterConfiguration['maximumPaths'] {
  const widths = familyNames.map((family) => {
    const { equalClusterLength, external, internal } = document.maximumPaths?.[family] ?? {};
    const folded = {
      external: external ?? maximumPathsDefault,
      internal: internal ?? maximumPathsDefault,
      equalClusterLength: equalClusterLength ?? false,
    };
    return [family, folded] as const;
  });
  return Object.fromEntries(widths) as RouterConfiguration['maximumPaths'];
}
