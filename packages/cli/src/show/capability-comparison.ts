import type { AddPathCapability, Capability, FamilyName } from '@bgpeer/bgp-wire';
import { familyNames } from '@bgpeer/bgp-wire';
import type { PeerView } from '@bgpeer/router';
import { knownFamilies } from './family-words.ts';

/** Which side's OPEN carried something. */
export type Offer = 'advertisedAndReceived' | 'advertised' | 'received';

type CapabilityOf<Name extends Capability['name']> = Extract<Capability, { readonly name: Name }>;

/** Who offered a capability, by name; undefined when nobody did. */
export function offerOf(peer: PeerView, name: Capability['name']): Offer | undefined {
  return compare(
    findCapability(peer.sentCapabilities, name) !== undefined,
    findCapability(peer.receivedCapabilities, name) !== undefined,
  );
}

/** Which of the two route refresh codes the peer offered: 2 (`New`), 128 (`Old`), both; undefined for none. */
export function routeRefreshReceived(peer: PeerView): 'New' | 'Old' | 'OldNew' | undefined {
  const refreshes = peer.receivedCapabilities.filter(
    (capability): capability is CapabilityOf<'route-refresh'> => capability.name === 'route-refresh',
  );
  const isNew = refreshes.some((capability) => capability.legacy === undefined);
  const isOld = refreshes.some((capability) => capability.legacy === true);
  if (isNew && isOld) return 'OldNew';
  return isNew ? 'New' : isOld ? 'Old' : undefined;
}

/** Who offered each family (RFC 4760, section 8), for the families that anybody offered. */
export function familyOffers(peer: PeerView): { readonly family: FamilyName; readonly offer: Offer }[] {
  const offers = (capabilities: readonly Capability[], family: FamilyName) =>
    knownFamilies(
      capabilities.filter(
        (capability): capability is CapabilityOf<'multiprotocol'> => capability.name === 'multiprotocol',
      ),
    ).some((row) => row.family === family);
  return familyNames.flatMap((family) => {
    const offer = compare(offers(peer.sentCapabilities, family), offers(peer.receivedCapabilities, family));
    return offer === undefined ? [] : [{ family, offer }];
  });
}

/** Who offered to send (`transmit`) and to take in (`receive`) more than one route of a prefix (RFC 7911). */
export function addPathOffers(
  peer: PeerView,
): { readonly family: FamilyName; readonly transmit?: Offer; readonly receive?: Offer }[] {
  return familyNames.flatMap((family) => {
    const sent = addPathMode(peer.sentCapabilities, family);
    const received = addPathMode(peer.receivedCapabilities, family);
    const transmit = compare(includes(sent, 'send'), includes(received, 'send'));
    const receive = compare(includes(sent, 'receive'), includes(received, 'receive'));
    return transmit === undefined && receive === undefined ? [] : [{ family, transmit, receive }];
  });
}

/** The families that the peer takes with an IPv6 next hop (RFC 8950). */
export function extendedNextHopFamilies(peer: PeerView): FamilyName[] {
  const capability = findCapability(peer.receivedCapabilities, 'extended-next-hop');
  return knownFamilies(capability?.encodings ?? []).map(({ family }) => family);
}

/** The first capability of a name in an OPEN's list. */
export function findCapability<Name extends Capability['name']>(
  capabilities: readonly Capability[],
  name: Name,
): CapabilityOf<Name> | undefined {
  return capabilities.find((capability): capability is CapabilityOf<Name> => capability.name === name);
}

function compare(advertised: boolean, received: boolean): Offer | undefined {
  if (advertised) return received ? 'advertisedAndReceived' : 'advertised';
  return received ? 'received' : undefined;
}

type AddPathMode = AddPathCapability['families'][number]['mode'];

function addPathMode(capabilities: readonly Capability[], family: FamilyName): AddPathMode | undefined {
  const rows = findCapability(capabilities, 'add-path')?.families ?? [];
  return knownFamilies(rows).find((known) => known.family === family)?.row.mode;
}

function includes(mode: AddPathMode | undefined, direction: 'send' | 'receive'): boolean {
  return mode === direction || mode === 'both';
}
