/** The Message Subtype of ROUTE-REFRESH (RFC 7313, section 3.2). */
export const routeRefreshSubtypes = { request: 0, beginning: 1, end: 2 } as const;
