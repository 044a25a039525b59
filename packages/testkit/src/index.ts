export {
  arbitraryAddress,
  arbitraryBgpIdentifier,
  arbitraryIpv4,
  arbitraryIpv6,
  arbitraryPrefix,
  arbitraryUnicastIpv4,
  arbitraryUnicastIpv6,
} from './arbitraries/addresses.ts';
export * from './arbitraries/arbitrary-cases.ts';
export * from './arbitraries/as-paths.ts';
export type {
  AttributeArbitraries,
  AttributeEdge,
  AttributeMalformation,
  AttributeSetting,
} from './arbitraries/attributes/attribute-arbitraries.ts';
export { attributeArbitraries } from './arbitraries/attributes/attribute-table.ts';
export type { CapabilityArbitraries } from './arbitraries/capabilities/capability-arbitraries.ts';
export { capabilityArbitraries } from './arbitraries/capabilities/capability-table.ts';
export * from './arbitraries/capabilities.ts';
export * from './arbitraries/cases.ts';
export { arbitraryEvpnRoute } from './arbitraries/families/evpn.ts';
export type { FamilyArbitraries } from './arbitraries/families/family-arbitraries.ts';
export { familyArbitraries } from './arbitraries/families/family-table.ts';
export { arbitraryFlowspecRule } from './arbitraries/families/flowspec-rules.ts';
export * from './arbitraries/families/nlri-parts.ts';
export type {
  AnyNlri,
  OtherFamilyArbitraries,
  OtherNlriEdge,
  OtherNlriMalformation,
} from './arbitraries/families/other-family-arbitraries.ts';
export { otherFamilyArbitraries } from './arbitraries/families/other-family-table.ts';
export type { MessageArbitraries } from './arbitraries/messages/message-arbitraries.ts';
export { messageArbitraries } from './arbitraries/messages/message-table.ts';
export * from './arbitraries/messages.ts';
export { arbitraryMutatedCase } from './arbitraries/mutated-cases.ts';
export {
  type NotificationArbitraries,
  notificationArbitraries,
} from './arbitraries/notifications/notification-table.ts';
export { arbitraryHexadecimal, arbitraryOctets } from './arbitraries/octets.ts';
export { arbitraryPathAttributes, type PathAttributesOptions } from './arbitraries/path-attributes.ts';
export * from './arbitraries/policy-definitions.ts';
export * from './arbitraries/rib-commands.ts';
export * from './arbitraries/router-commands.ts';
export * from './arbitraries/wire-contexts.ts';
export * from './builders/frr-configuration.ts';
export * from './builders/router-configuration.ts';
export { annotateOctets, formatAnnotations } from './expectations/annotate-octets.ts';
export type { Annotation } from './expectations/annotation.ts';
export * from './expectations/differences.ts';
export * from './expectations/octet-expectations.ts';
export * from './expectations/route-expectations.ts';
export * from './expectations/treatment-of.ts';
export * from './network/drive.ts';
export type { LogEntry, NetworkLog } from './network/network-log.ts';
export * from './network/open-messages.ts';
export * from './network/scripted-peer.ts';
export type { HostMachine } from './network/virtual-host.ts';
export * from './network/virtual-network.ts';
export type { VirtualRouter } from './network/virtual-router.ts';
export * from './pair-of-routers.ts';
export { type ReferenceDecision, ReferenceRib } from './reference-rib/reference-rib.ts';
export * from './reference-rib/reference-route.ts';
export * from './seeded-random.ts';
export * from './time-bounded.ts';
export * from './vectors/check-vector.ts';
export * from './vectors/message-json.ts';
export * from './vectors/read-vectors.ts';
export * from './vectors/vector.ts';
