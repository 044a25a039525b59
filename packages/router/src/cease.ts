import {
  ceaseSubcode,
  encodeShutdownCommunication,
  type NotificationContent,
  notificationCode,
} from '@bgpeer/bgp-wire';

/** A Cease with what the operator has to say (RFC 4486; RFC 9003 for the words of subcodes 2 and 4). */
export function cease(subcode: number, communication?: string): NotificationContent {
  const data = communication === undefined ? new Uint8Array(0) : encodeShutdownCommunication(communication);
  return { code: notificationCode.cease, subcode, data };
}

/** After which Ceases there is no hope that forwarding goes on: a Hard Reset, where it is known (RFC 8538, section 5.1). */
export function endsForGood({ subcode }: NotificationContent): boolean {
  return (
    subcode === ceaseSubcode.maximumNumberOfPrefixesReached ||
    subcode === ceaseSubcode.administrativeShutdown ||
    subcode === ceaseSubcode.peerDeconfigured
  );
}
