/** Error codes of NOTIFICATION (RFC 4271, section 4.5; 7 is RFC 7313's, 8 RFC 9687's). */
export const notificationCode = {
  messageHeaderError: 1,
  openMessageError: 2,
  updateMessageError: 3,
  holdTimerExpired: 4,
  finiteStateMachineError: 5,
  cease: 6,
  routeRefreshMessageError: 7,
  sendHoldTimerExpired: 8,
} as const;

/** RFC 4271, section 6.1. */
export const messageHeaderErrorSubcode = {
  connectionNotSynchronized: 1,
  badMessageLength: 2,
  badMessageType: 3,
} as const;

/** RFC 4271, section 6.2; 7 is RFC 5492's, 11 RFC 9234's. */
export const openMessageErrorSubcode = {
  unspecific: 0,
  unsupportedVersionNumber: 1,
  badPeerAs: 2,
  badBgpIdentifier: 3,
  unsupportedOptionalParameter: 4,
  /** Deprecated by RFC 4271, as AS Routing Loop (3/7) is. */
  authenticationFailure: 5,
  unacceptableHoldTime: 6,
  unsupportedCapability: 7,
  roleMismatch: 11,
} as const;

/** RFC 4271, section 6.3. */
export const updateMessageErrorSubcode = {
  malformedAttributeList: 1,
  unrecognizedWellKnownAttribute: 2,
  missingWellKnownAttribute: 3,
  attributeFlagsError: 4,
  attributeLengthError: 5,
  invalidOriginAttribute: 6,
  asRoutingLoop: 7,
  invalidNextHopAttribute: 8,
  optionalAttributeError: 9,
  invalidNetworkField: 10,
  malformedAsPath: 11,
} as const;

/** RFC 6608, section 4. */
export const finiteStateMachineErrorSubcode = {
  unspecific: 0,
  unexpectedMessageInOpenSent: 1,
  unexpectedMessageInOpenConfirm: 2,
  unexpectedMessageInEstablished: 3,
} as const;

/** RFC 4486, section 3; 9 is RFC 8538's, 10 RFC 9384's. */
export const ceaseSubcode = {
  maximumNumberOfPrefixesReached: 1,
  administrativeShutdown: 2,
  peerDeconfigured: 3,
  administrativeReset: 4,
  connectionRejected: 5,
  otherConfigurationChange: 6,
  connectionCollisionResolution: 7,
  outOfResources: 8,
  hardReset: 9,
  bfdDown: 10,
} as const;

/** RFC 7313, section 5. */
export const routeRefreshMessageErrorSubcode = {
  invalidMessageLength: 1,
} as const;
