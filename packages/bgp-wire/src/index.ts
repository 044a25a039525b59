export { accumulatedIgpMetric } from './attributes/aigp.ts';
export { attributeCategory, attributeFlag } from './attributes/attribute-flags.ts';
export { encodeNextHop } from './attributes/next-hop-octets.ts';
export type {
  AttributeDraft,
  AttributeEncodeOptions,
  AttributeProblem,
  PathAttributeRow,
} from './attributes/path-attribute-row.ts';
export {
  pathAttributeName,
  pathAttributeRowOf,
  pathAttributeRows,
} from './attributes/path-attribute-rows.ts';
export * from './capabilities/capability.ts';
export { capabilityRows, decodeCapabilities, encodeCapability } from './capabilities/capability-list.ts';
export * from './family.ts';
export * from './faults.ts';
export { type FaultJson, faultJsonSchema, faultToJson } from './json/fault-json.ts';
export {
  type MessageFromJson,
  type MessageJson,
  messageFromJson,
  messageJsonSchema,
  messageToJson,
} from './json/message-json.ts';
export { messageJsonReference } from './json/message-json-reference.ts';
export type { JsonProblem, JsonSchema, JsonValue } from './json/schema.ts';
export * from './messages/decode-message.ts';
export { encodeKeepalive } from './messages/keepalive.ts';
export * from './messages/message.ts';
export * from './messages/message-fault.ts';
export * from './messages/message-framer.ts';
export { messageHeaderOctetCount, messageTypeCodes } from './messages/message-header.ts';
export { decodeNotification } from './messages/notification.ts';
export * from './messages/notification-codes.ts';
export {
  describeNotificationData,
  encapsulatedNotification,
  type NotificationData,
} from './messages/notification-data.ts';
export { formatNotification } from './messages/notification-text.ts';
export { checkOpen, decodeOpen } from './messages/open.ts';
export { decodeRouteRefresh } from './messages/route-refresh.ts';
export * from './messages/shutdown-communication.ts';
export { type DecodedUpdate, decodeUpdate } from './messages/update.ts';
export * from './nlri/evpn-route.ts';
export { formatEvpnRoute, parseEvpnRoute } from './nlri/evpn-text.ts';
export * from './nlri/flowspec-comparisons.ts';
export { flowspecCodeOf, isPrefixComponent } from './nlri/flowspec-form.ts';
export * from './nlri/flowspec-rule.ts';
export { formatFlowspecRule, parseFlowspecRule } from './nlri/flowspec-text.ts';
export type { LabelledPrefix } from './nlri/labelled-prefix.ts';
export * from './nlri/nlri-family.ts';
export type { NlriListName, NlriLists, NlriOf } from './nlri/nlri-lists.ts';
export * from './nlri/nlri-text.ts';
export type { Nlri } from './nlri/prefix.ts';
export type { RouteTargetMembership } from './nlri/route-target-membership.ts';
export type { VpnPrefix } from './nlri/vpn-prefix.ts';
export { formatHexadecimal, octetsOfHexadecimal } from './octets/hexadecimal.ts';
export { OctetReader } from './octets/octet-reader.ts';
export { OctetWriter } from './octets/octet-writer.ts';
export { decodeUtf8, encodeUtf8 } from './octets/utf8.ts';
export * from './path-attributes.ts';
export * from './text/addresses.ts';
export { as2Of, asTrans, parseAsNumber } from './text/as-numbers.ts';
export * from './text/as-paths.ts';
export * from './text/communities.ts';
export { escapeControlCharacters } from './text/escape-control-characters.ts';
export * from './text/ethernet-addresses.ts';
export * from './text/extended-communities.ts';
export * from './text/ipv6-extended-communities.ts';
export { isLinkBandwidth } from './text/link-bandwidth.ts';
export * from './text/mpls-labels.ts';
export * from './text/prefixes.ts';
export * from './text/route-distinguishers.ts';
export { asSetFault } from './update/as-set-fault.ts';
export * from './update/attribute-block.ts';
export { encodeAttributeBlock } from './update/encode-attribute-block.ts';
export { encodeEndOfRib } from './update/end-of-rib.ts';
export * from './update/mandatory-attributes.ts';
export * from './update/next-hop-insertion.ts';
export { NlriField, type NlriVisitor } from './update/nlri-field.ts';
export { partialUnrecognized } from './update/passing-on.ts';
export { combineUpdateFaults } from './update/update-faults.ts';
export * from './update/update-packer.ts';
export * from './update/update-reader.ts';
export * from './wire-context.ts';
