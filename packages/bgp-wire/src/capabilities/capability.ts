import type { AddPathCapability } from './add-path.ts';
import type { BfdStrictModeCapability } from './bfd-strict-mode.ts';
import type { BgpsecCapability } from './bgpsec.ts';
import type { DynamicCapability } from './dynamic-capability.ts';
import type { EnhancedRouteRefreshCapability } from './enhanced-route-refresh.ts';
import type { ExtendedMessageCapability } from './extended-message.ts';
import type { ExtendedNextHopCapability } from './extended-next-hop.ts';
import type { FourOctetAsCapability } from './four-octet-as.ts';
import type { FqdnCapability } from './fqdn.ts';
import type { GracefulRestartCapability } from './graceful-restart.ts';
import type { LinkLocalNextHopCapability } from './link-local-next-hop.ts';
import type { LongLivedGracefulRestartCapability } from './long-lived-graceful-restart.ts';
import type { MultipleLabelsCapability } from './multiple-labels.ts';
import type { MultiprotocolCapability } from './multiprotocol.ts';
import type { MultisessionCapability } from './multisession.ts';
import type { OutboundRouteFilteringCapability } from './outbound-route-filtering.ts';
import type { PathsLimitCapability } from './paths-limit.ts';
import type { RoleCapability } from './role.ts';
import type { RouteRefreshCapability } from './route-refresh.ts';
import type { RoutingPolicyDistributionCapability } from './routing-policy-distribution.ts';
import type { SoftwareVersionCapability } from './software-version.ts';

export type { BgpRole } from './role.ts';
export type {
  AddPathCapability,
  BfdStrictModeCapability,
  BgpsecCapability,
  DynamicCapability,
  EnhancedRouteRefreshCapability,
  ExtendedMessageCapability,
  ExtendedNextHopCapability,
  FourOctetAsCapability,
  FqdnCapability,
  GracefulRestartCapability,
  LinkLocalNextHopCapability,
  LongLivedGracefulRestartCapability,
  MultipleLabelsCapability,
  MultiprotocolCapability,
  MultisessionCapability,
  OutboundRouteFilteringCapability,
  PathsLimitCapability,
  RoleCapability,
  RouteRefreshCapability,
  RoutingPolicyDistributionCapability,
  SoftwareVersionCapability,
};

/** A capability without a row, or whose value is malformed: kept as it came (RFC 5492, section 3). */
export interface UnrecognizedCapability {
  readonly name: 'unrecognized';
  readonly code: number;
  /** Lower-case hexadecimal. */
  readonly value: string;
}

/** Each type stands beside its row; in ascending order of code. */
export type Capability =
  | MultiprotocolCapability
  | RouteRefreshCapability
  | OutboundRouteFilteringCapability
  | ExtendedNextHopCapability
  | ExtendedMessageCapability
  | BgpsecCapability
  | MultipleLabelsCapability
  | RoleCapability
  | GracefulRestartCapability
  | FourOctetAsCapability
  | DynamicCapability
  | MultisessionCapability
  | AddPathCapability
  | EnhancedRouteRefreshCapability
  | LongLivedGracefulRestartCapability
  | RoutingPolicyDistributionCapability
  | FqdnCapability
  | BfdStrictModeCapability
  | SoftwareVersionCapability
  | PathsLimitCapability
  | LinkLocalNextHopCapability
  | UnrecognizedCapability;
