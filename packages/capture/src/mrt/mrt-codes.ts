/** MRT types that are read (RFC 6396, section 5.3). */
export const mrtType = { tableDump: 12, tableDumpV2: 13, bgp4mp: 16, bgp4mpEt: 17 } as const;

/** TABLE_DUMP_V2 subtypes that are no RIB of their own (RFC 6396, section 4.3; RFC 6397, section 4). */
export const tableDumpV2Subtype = {
  peerIndexTable: 1,
  ribGeneric: 6,
  geoPeerTable: 7,
  ribGenericAddPath: 12,
} as const;

/** A subtype of TABLE_DUMP_V2 whose family is in the subtype itself (RFC 6396, section 4.3.2; RFC 8050, section 4.1). */
export interface RibSubtypeRow {
  readonly subtype: number;
  readonly afi: 1 | 2;
  readonly safi: 1 | 2;
  readonly addPath: boolean;
}

export const ribSubtypes: readonly RibSubtypeRow[] = [
  { subtype: 2, afi: 1, safi: 1, addPath: false },
  { subtype: 3, afi: 1, safi: 2, addPath: false },
  { subtype: 4, afi: 2, safi: 1, addPath: false },
  { subtype: 5, afi: 2, safi: 2, addPath: false },
  { subtype: 8, afi: 1, safi: 1, addPath: true },
  { subtype: 9, afi: 1, safi: 2, addPath: true },
  { subtype: 10, afi: 2, safi: 1, addPath: true },
  { subtype: 11, afi: 2, safi: 2, addPath: true },
];

/** A subtype of BGP4MP and BGP4MP_ET (RFC 6396, section 4.4; RFC 8050, section 3). */
export interface Bgp4mpSubtypeRow {
  readonly subtype: number;
  readonly holds: 'message' | 'state-change';
  /** AS numbers have four octets, in the record's header and in the message. */
  readonly fourOctetAsNumbers: boolean;
  /** The local side sent the message. */
  readonly isLocal: boolean;
  readonly addPath: boolean;
}

export const bgp4mpSubtypes: readonly Bgp4mpSubtypeRow[] = [
  { subtype: 0, holds: 'state-change', fourOctetAsNumbers: false, isLocal: false, addPath: false },
  { subtype: 1, holds: 'message', fourOctetAsNumbers: false, isLocal: false, addPath: false },
  { subtype: 4, holds: 'message', fourOctetAsNumbers: true, isLocal: false, addPath: false },
  { subtype: 5, holds: 'state-change', fourOctetAsNumbers: true, isLocal: false, addPath: false },
  { subtype: 6, holds: 'message', fourOctetAsNumbers: false, isLocal: true, addPath: false },
  { subtype: 7, holds: 'message', fourOctetAsNumbers: true, isLocal: true, addPath: false },
  { subtype: 8, holds: 'message', fourOctetAsNumbers: false, isLocal: false, addPath: true },
  { subtype: 9, holds: 'message', fourOctetAsNumbers: true, isLocal: false, addPath: true },
  { subtype: 10, holds: 'message', fourOctetAsNumbers: false, isLocal: true, addPath: true },
  { subtype: 11, holds: 'message', fourOctetAsNumbers: true, isLocal: true, addPath: true },
];
