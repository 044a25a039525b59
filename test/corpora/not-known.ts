/** A kind of row about something that the codec does not know. */
export interface NotKnown {
  readonly kind: string;
  readonly reason: string;
  /** How many rows are of the kind, all sources together: lower it with every one that leaves. */
  readonly rowCount: number;
}

/** What rows of the sources are about, and the codec is not. Such a row still runs: its octets go on as they came. */
export const notKnown: readonly NotKnown[] = [
  {
    kind: 'CAPABILITY message',
    reason: 'Message type 6 of a draft of dynamic capabilities: refused as any unassigned type.',
    rowCount: 5,
  },
  {
    kind: 'ROUTE-REFRESH of type 128',
    reason: 'A vendor’s message from before RFC 2918: refused as any unassigned type.',
    rowCount: 1,
  },
  {
    kind: 'prepending more than AS numbers',
    reason: 'A speaker prepends its own AS number; sets and confederation segments only ever arrive.',
    rowCount: 7,
  },
  ...[
    { family: 'ipv4 mcast-vpn', reference: 'RFC 6514', rowCount: 2 },
    { family: 'ipv6 mcast-vpn', reference: 'RFC 6514', rowCount: 2 },
    { family: 'ipv4 sr-policy', reference: 'RFC 9830', rowCount: 5 },
    { family: 'ipv6 sr-policy', reference: 'RFC 9830', rowCount: 1 },
    { family: 'ipv4 mup', reference: 'draft-ietf-bess-mup-safi', rowCount: 7 },
    { family: 'ipv6 mup', reference: 'draft-ietf-bess-mup-safi', rowCount: 5 },
    { family: 'l2vpn vpls', reference: 'RFC 4761', rowCount: 3 },
    { family: 'bgp-ls bgp-ls', reference: 'RFC 9552', rowCount: 1 },
  ].map(({ family, reference, rowCount }) => ({
    kind: `NLRI of ${family}`,
    reason: `A family (${reference}) that the codec passes on as octets.`,
    rowCount,
  })),
];
