import { checkOpen, notificationCode, type OpenMessage, openMessageErrorSubcode } from '@bgpeer/bgp-wire';
import type { NotificationWithDetail } from './events.ts';
import { asNumberOf, familiesOf, openOf } from './negotiation.ts';
import { checkRole } from './role-check.ts';
import type { RemoteAs, SessionConfiguration } from './session-contract.ts';

/** What is wrong with the peer's OPEN, for RFC 4271, section 6.2; undefined when the session may go on. */
export function checkPeerOpen(
  configuration: SessionConfiguration,
  open: OpenMessage,
): NotificationWithDetail | undefined {
  return (
    checkOpen(open) ??
    checkHoldTime(configuration, open) ??
    checkAsNumber(configuration, open) ??
    checkIdentifier(configuration, open) ??
    checkRole(configuration, open) ??
    checkFamilies(configuration, open)
  );
}

function openError(subcode: number, data: Uint8Array, detail: string): NotificationWithDetail {
  return { notification: { code: notificationCode.openMessageError, subcode, data }, detail };
}

/** "An implementation MAY reject connections on the basis of the Hold Time" (RFC 4271, section 4.2). */
function checkHoldTime(
  { minimumHoldTimeSeconds = 0 }: SessionConfiguration,
  { holdTimeSeconds }: OpenMessage,
): NotificationWithDetail | undefined {
  if (holdTimeSeconds >= minimumHoldTimeSeconds) return undefined;
  return openError(
    openMessageErrorSubcode.unacceptableHoldTime,
    Uint8Array.of(holdTimeSeconds >> 8, holdTimeSeconds & 0xff),
    `hold time ${holdTimeSeconds} s, expected at least ${minimumHoldTimeSeconds} (minimum-holdtime)`,
  );
}

/** Bad Peer AS; AS 0 is never acceptable (RFC 7607, section 2). */
function checkAsNumber(
  configuration: SessionConfiguration,
  open: OpenMessage,
): NotificationWithDetail | undefined {
  const asNumber = asNumberOf(open);
  if (asNumber !== 0 && isAcceptable(configuration.remoteAs, asNumber, configuration.localAsNumber))
    return undefined;
  return openError(
    openMessageErrorSubcode.badPeerAs,
    new Uint8Array(0),
    `the peer says it is AS ${asNumber}, ${expectation(configuration.remoteAs, configuration.localAsNumber)}`,
  );
}

function isAcceptable(remoteAs: RemoteAs, asNumber: number, localAsNumber: number): boolean {
  switch (remoteAs.kind) {
    case 'exactly':
      return asNumber === remoteAs.asNumber;
    case 'internal':
      return asNumber === localAsNumber;
    case 'external':
      return asNumber !== localAsNumber;
    case 'any':
      return true;
  }
}

function expectation(remoteAs: RemoteAs, localAsNumber: number): string {
  switch (remoteAs.kind) {
    case 'exactly':
      return `configured is AS ${remoteAs.asNumber} (remote-as ${remoteAs.asNumber})`;
    case 'internal':
      return `configured is our own AS ${localAsNumber} (remote-as internal)`;
    case 'external':
      return `configured is any but our own AS ${localAsNumber} (remote-as external)`;
    case 'any':
      return 'configured is any from 1 (remote-as any)';
  }
}

/** Inside an AS identifiers are unique (RFC 6286, section 2.2); zero is `checkOpen`'s. */
function checkIdentifier(
  configuration: SessionConfiguration,
  open: OpenMessage,
): NotificationWithDetail | undefined {
  const isInternal = asNumberOf(open) === configuration.localAsNumber;
  if (!isInternal || open.bgpIdentifier !== configuration.localBgpIdentifier) return undefined;
  return openError(
    openMessageErrorSubcode.badBgpIdentifier,
    new Uint8Array(0),
    `the peer, in our own AS ${configuration.localAsNumber}, has our BGP Identifier ${open.bgpIdentifier}`,
  );
}

/** A session without a common family has nothing to carry: Unsupported Capability, naming ours (RFC 5492, section 3). */
function checkFamilies(
  configuration: SessionConfiguration,
  open: OpenMessage,
): NotificationWithDetail | undefined {
  const ours = familiesOf(openOf(configuration));
  const theirs = familiesOf(open);
  if (ours.some((family) => theirs.includes(family))) return undefined;
  return openError(
    openMessageErrorSubcode.unsupportedCapability,
    multiprotocolCapabilities(configuration),
    `no common address family: ours ${ours.join(', ')}; the peer's ${theirs.join(', ') || 'none that we know'}`,
  );
}

function multiprotocolCapabilities(configuration: SessionConfiguration): Uint8Array {
  const rows = configuration.capabilities.filter((capability) => capability.name === 'multiprotocol');
  return Uint8Array.from(rows.flatMap((row) => [1, 4, row.afi >> 8, row.afi & 0xff, 0, row.safi]));
}
