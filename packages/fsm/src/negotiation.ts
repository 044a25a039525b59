import {
  as2Of,
  type Capability,
  type FamilyName,
  familyByCodes,
  familyNames,
  familyOf,
  type OpenMessage,
  type SessionType,
  type WireContext,
} from '@bgpeer/bgp-wire';
import type {
  ConnectionDirection,
  ConnectionEndpoints,
  ConnectionId,
  NegotiatedSession,
  SessionConfiguration,
} from './session-contract.ts';

/** The OPEN that the configuration asks for. */
export function openOf(configuration: SessionConfiguration): OpenMessage {
  return {
    type: 'OPEN',
    version: 4,
    myAutonomousSystem: as2Of(configuration.localAsNumber),
    holdTimeSeconds: configuration.holdTimeSeconds,
    bgpIdentifier: configuration.localBgpIdentifier,
    capabilities: configuration.capabilities,
  };
}

/** The AS number an OPEN stands for: the four-octet one where it is given (RFC 6793, section 4.1). */
export function asNumberOf(open: OpenMessage): number {
  return findCapability(open, 'four-octet-as')?.asNumber ?? open.myAutonomousSystem;
}

/** Families an OPEN offers, in table order; an OPEN without multiprotocol capabilities speaks IPv4 unicast (RFC 4760). */
export function familiesOf(open: OpenMessage): FamilyName[] {
  const rows = open.capabilities.filter((capability) => capability.name === 'multiprotocol');
  if (rows.length === 0) return ['ipv4-unicast'];
  return inTableOrder(rows.map((row) => familyByCodes(row.afi, row.safi)?.name));
}

/** The first capability of this name. */
export function findCapability<Name extends Capability['name']>(
  open: OpenMessage,
  name: Name,
): Extract<Capability, { name: Name }> | undefined {
  return open.capabilities.find(
    (capability): capability is Extract<Capability, { name: Name }> => capability.name === name,
  );
}

/** The connection an OPEN came over. */
export interface NegotiatedConnection {
  readonly connection: ConnectionId;
  readonly direction: ConnectionDirection;
  readonly endpoints: ConnectionEndpoints;
}

/** What two good OPENs agree on. */
export function negotiate(
  configuration: SessionConfiguration,
  connection: NegotiatedConnection,
  sentOpen: OpenMessage,
  receivedOpen: OpenMessage,
): NegotiatedSession {
  const peerAsNumber = asNumberOf(receivedOpen);
  const session: SessionType = peerAsNumber === configuration.localAsNumber ? 'internal' : 'external';
  const holdTimeSeconds = Math.min(sentOpen.holdTimeSeconds, receivedOpen.holdTimeSeconds);
  return {
    ...connection,
    session,
    peerAsNumber,
    peerBgpIdentifier: receivedOpen.bgpIdentifier,
    holdTimeSeconds,
    keepaliveTimeSeconds: keepaliveTimeOf(configuration.keepaliveTimeSeconds, holdTimeSeconds),
    sentOpen,
    receivedOpen,
    receive: wireContext(session, receivedOpen, sentOpen),
    send: wireContext(session, sentOpen, receivedOpen),
  };
}

/** A third of the hold time at most (RFC 4271, section 4.4); 0 with a hold time of 0: no KEEPALIVEs. */
function keepaliveTimeOf(configuredSeconds: number, holdTimeSeconds: number): number {
  const third = Math.floor(holdTimeSeconds / 3);
  return configuredSeconds === 0 ? third : Math.min(configuredSeconds, third);
}

/** The context of what goes from the speaker of one OPEN to the speaker of the other. */
function wireContext(session: SessionType, sender: OpenMessage, receiver: OpenMessage): WireContext {
  const families = familiesOf(sender).filter((family) => familiesOf(receiver).includes(family));
  return {
    fourOctetAsNumbers: bothHave('four-octet-as', sender, receiver),
    extendedMessages: bothHave('extended-message', sender, receiver),
    families,
    addPath: families.filter(
      (family) => addPathMode(sender, family, 'send') && addPathMode(receiver, family, 'receive'),
    ),
    extendedNextHop: families.filter(
      (family) => takesIpv6NextHop(sender, family) && takesIpv6NextHop(receiver, family),
    ),
    session,
  };
}

/** A capability can be used if both sides have advertised it (RFC 5492, section 3). */
function bothHave(name: Capability['name'], one: OpenMessage, other: OpenMessage): boolean {
  return findCapability(one, name) !== undefined && findCapability(other, name) !== undefined;
}

/** Whether the OPEN says it will do its part of RFC 7911, section 4. */
function addPathMode(open: OpenMessage, name: FamilyName, mode: 'send' | 'receive'): boolean {
  const { afi, safi } = familyOf(name);
  const row = findCapability(open, 'add-path')?.families.find((one) => one.afi === afi && one.safi === safi);
  return row !== undefined && (row.mode === mode || row.mode === 'both');
}

const ipv6Afi = 2;

function takesIpv6NextHop(open: OpenMessage, name: FamilyName): boolean {
  const { afi, safi } = familyOf(name);
  const encodings = findCapability(open, 'extended-next-hop')?.encodings ?? [];
  return encodings.some((one) => one.afi === afi && one.safi === safi && one.nextHopAfi === ipv6Afi);
}

function inTableOrder(names: readonly (FamilyName | undefined)[]): FamilyName[] {
  return familyNames.filter((name) => names.includes(name));
}
