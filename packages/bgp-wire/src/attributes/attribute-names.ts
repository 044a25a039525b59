/**
 * Codes of IANA's registry that have a name but no row: deprecated ones, and drafts that have not settled. Such
 * attributes are unrecognized, kept and passed on by their flags.
 */
export const attributeNamesWithoutRow: ReadonlyMap<number, string> = new Map([
  [11, 'DPA (deprecated)'],
  [12, 'ADVERTISER (historic)'],
  [13, 'RCID_PATH / CLUSTER_ID (historic)'],
  [19, 'SAFI Specific Attribute (deprecated)'],
  [20, 'Connector Attribute (deprecated)'],
  [21, 'AS_PATHLIMIT (deprecated)'],
  [28, 'BGP Entropy Label Capability Attribute (deprecated)'],
  // RFC 8093: these codes were in use before anybody had asked for them.
  [30, 'attribute 30 (deprecated)'],
  [31, 'attribute 31 (deprecated)'],
  [34, 'BGP Community Container Attribute'],
  [42, 'Edge Metadata Path Attribute'],
  [129, 'attribute 129 (deprecated)'],
  [241, 'attribute 241 (deprecated)'],
  [242, 'attribute 242 (deprecated)'],
  [243, 'attribute 243 (deprecated)'],
  [255, 'attribute for development (RFC 2042)'],
]);
