import {
  as2Of,
  type Capability,
  type Family,
  type FamilyName,
  families,
  type IpAddress,
  type OpenMessage,
  type WireContext,
} from '@bgpeer/bgp-wire';

/** An OPEN of an ordinary speaker: both families, route refresh and four-octet AS numbers, unless capabilities are given. */
export function openMessage(options: {
  readonly asNumber: number;
  readonly bgpIdentifier: IpAddress;
  readonly holdTimeSeconds: number;
  readonly capabilities?: readonly Capability[];
}): OpenMessage {
  const ordinary: readonly Capability[] = [
    ...families.map(({ afi, safi }): Capability => ({ name: 'multiprotocol', afi, safi })),
    { name: 'route-refresh' },
    { name: 'four-octet-as', asNumber: options.asNumber },
  ];
  return {
    type: 'OPEN',
    version: 4,
    myAutonomousSystem: as2Of(options.asNumber),
    holdTimeSeconds: options.holdTimeSeconds,
    bgpIdentifier: options.bgpIdentifier,
    capabilities: options.capabilities ?? ordinary,
  };
}

/** What two OPENs agree on for messages from `sender` to `receiver`, worked out from the RFCs afresh, apart from the FSM's own way. */
export function wireContextBetween(sender: OpenMessage, receiver: OpenMessage): WireContext {
  const bothOffer = (name: Capability['name']) =>
    [sender, receiver].every((open) => open.capabilities.some((capability) => capability.name === name));
  const isCommon = (family: Family) => offersFamily(sender, family) && offersFamily(receiver, family);
  const common = (condition: (family: Family) => boolean): readonly FamilyName[] =>
    families.filter((family) => isCommon(family) && condition(family)).map((family) => family.name);
  return {
    fourOctetAsNumbers: bothOffer('four-octet-as'),
    extendedMessages: bothOffer('extended-message'),
    families: common(() => true),
    addPath: common(
      (family) => addPathModes(sender, family, 'send') && addPathModes(receiver, family, 'receive'),
    ),
    extendedNextHop: common(
      (family) => offersExtendedNextHop(sender, family) && offersExtendedNextHop(receiver, family),
    ),
    session: asNumberOf(sender) === asNumberOf(receiver) ? 'internal' : 'external',
  };
}

/** An OPEN without a multiprotocol capability speaks IPv4 unicast (RFC 4760, section 8). */
function offersFamily(open: OpenMessage, { afi, safi }: Family): boolean {
  const offered = open.capabilities.filter((capability) => capability.name === 'multiprotocol');
  if (offered.length === 0) return afi === 1 && safi === 1;
  return offered.some((capability) => capability.afi === afi && capability.safi === safi);
}

function addPathModes(open: OpenMessage, { afi, safi }: Family, mode: 'send' | 'receive'): boolean {
  return open.capabilities.some(
    (capability) =>
      capability.name === 'add-path' &&
      capability.families.some(
        (row) => row.afi === afi && row.safi === safi && (row.mode === mode || row.mode === 'both'),
      ),
  );
}

function offersExtendedNextHop(open: OpenMessage, { afi, safi }: Family): boolean {
  return open.capabilities.some(
    (capability) =>
      capability.name === 'extended-next-hop' &&
      capability.encodings.some((row) => row.afi === afi && row.safi === safi && row.nextHopAfi === 2),
  );
}

function asNumberOf(open: OpenMessage): number {
  const fourOctet = open.capabilities.find((capability) => capability.name === 'four-octet-as');
  return fourOctet?.asNumber ?? open.myAutonomousSystem;
}
