import {
  ceaseSubcode,
  finiteStateMachineErrorSubcode,
  messageHeaderErrorSubcode,
  notificationCode,
  openMessageErrorSubcode,
  routeRefreshMessageErrorSubcode,
  updateMessageErrorSubcode,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryUnsigned8, numberOctets } from '../octets.ts';
import {
  attributeCodeData,
  attributeData,
  capabilitiesData,
  communicationData,
  encapsulatedData,
  noData,
  octetData,
  prefixLimitData,
  routeRefreshData,
} from './notification-data.ts';

/** One code and subcode of NOTIFICATION, and the data that its RFC gives it. */
export interface NotificationArbitraries {
  readonly code: number;
  readonly subcode: number;
  readonly reference: string;
  readonly data: () => fc.Arbitrary<Uint8Array>;
}

const header = messageHeaderErrorSubcode;
const open = openMessageErrorSubcode;
const update = updateMessageErrorSubcode;
const machine = finiteStateMachineErrorSubcode;
const cease = ceaseSubcode;

/** Every code and subcode that the kit can make, in ascending order. */
export const notificationArbitraries: readonly NotificationArbitraries[] = [
  ...rowsOf(notificationCode.messageHeaderError, 'RFC 4271, section 6.1', [
    [header.connectionNotSynchronized, noData],
    [header.badMessageLength, () => fc.integer({ min: 0, max: 65_535 }).map((told) => numberOctets(told, 2))],
    [header.badMessageType, octetData],
  ]),
  ...rowsOf(notificationCode.openMessageError, 'RFC 4271, section 6.2', [
    [open.unspecific, noData],
    [open.unsupportedVersionNumber, () => arbitraryUnsigned8().map((version) => numberOctets(version, 2))],
    [open.badPeerAs, noData],
    [open.badBgpIdentifier, noData],
    [open.unsupportedOptionalParameter, noData],
    [open.authenticationFailure, noData],
    [open.unacceptableHoldTime, noData],
  ]),
  ...rowsOf(notificationCode.openMessageError, 'RFC 5492, section 5', [
    [open.unsupportedCapability, capabilitiesData],
  ]),
  ...rowsOf(notificationCode.openMessageError, 'RFC 9234, section 4.2', [[open.roleMismatch, noData]]),
  ...rowsOf(notificationCode.updateMessageError, 'RFC 4271, section 6.3', [
    [update.malformedAttributeList, noData],
    [update.unrecognizedWellKnownAttribute, attributeData],
    [update.missingWellKnownAttribute, attributeCodeData],
    [update.attributeFlagsError, attributeData],
    [update.attributeLengthError, attributeData],
    [update.invalidOriginAttribute, attributeData],
    [update.asRoutingLoop, noData],
    [update.invalidNextHopAttribute, attributeData],
    [update.optionalAttributeError, attributeData],
    [update.invalidNetworkField, noData],
    [update.malformedAsPath, noData],
  ]),
  ...rowsOf(notificationCode.holdTimerExpired, 'RFC 4271, section 6.5', [[0, noData]]),
  ...rowsOf(notificationCode.finiteStateMachineError, 'RFC 6608, section 4', [
    [machine.unspecific, noData],
    [machine.unexpectedMessageInOpenSent, octetData],
    [machine.unexpectedMessageInOpenConfirm, octetData],
    [machine.unexpectedMessageInEstablished, octetData],
  ]),
  ...rowsOf(notificationCode.cease, 'RFC 4486, section 4', [
    [cease.maximumNumberOfPrefixesReached, prefixLimitData],
  ]),
  ...rowsOf(notificationCode.cease, 'RFC 9003, section 2', [
    [cease.administrativeShutdown, communicationData],
    [cease.administrativeReset, communicationData],
  ]),
  ...rowsOf(notificationCode.cease, 'RFC 4486, section 3', [
    [cease.peerDeconfigured, noData],
    [cease.connectionRejected, noData],
    [cease.otherConfigurationChange, noData],
    [cease.connectionCollisionResolution, noData],
    [cease.outOfResources, noData],
  ]),
  ...rowsOf(notificationCode.cease, 'RFC 8538, section 3.1', [[cease.hardReset, encapsulatedData]]),
  ...rowsOf(notificationCode.cease, 'RFC 9384, section 3', [[cease.bfdDown, noData]]),
  ...rowsOf(notificationCode.routeRefreshMessageError, 'RFC 7313, section 5', [
    [routeRefreshMessageErrorSubcode.invalidMessageLength, routeRefreshData],
  ]),
  ...rowsOf(notificationCode.sendHoldTimerExpired, 'RFC 9687, section 4', [[0, noData]]),
].sort((one, other) => one.code - other.code || one.subcode - other.subcode);

function rowsOf(
  code: number,
  reference: string,
  rows: readonly (readonly [subcode: number, data: NotificationArbitraries['data']])[],
): NotificationArbitraries[] {
  return rows.map(([subcode, data]) => ({ code, subcode, reference, data }));
}
