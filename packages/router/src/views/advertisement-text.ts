import { policyDecisionText } from '@bgpeer/policy';
import type { Withheld } from '../export/withheld.ts';
import type { AdvertisementReason } from './advertisement-explanation.ts';

/** Why a route is held back, as one sentence without a full stop. */
export function withheldText(withheld: Withheld): string {
  switch (withheld.why) {
    case 'neither-is-a-client':
      return 'it was learned from an internal peer, and neither that one nor this peer is a route reflector client (RFC 4456, section 6)';
    case 'client-to-client':
      return 'both are route reflector clients, and no bgp client-to-client reflection is set';
    case 'community':
      return `it has the community ${withheld.community}`;
    case 'suppressed':
      return 'an aggregate suppresses it, and no unsuppress-map is set';
    case 'policy':
      return `the export policy denies it: ${policyDecisionText(withheld.decidedBy)}`;
    case 'as-loop':
      return `the AS number of the peer, ${withheld.asNumber}, is in its AS_PATH (sender-as-path-loop-detection)`;
    case 'only-to-customer':
      return `it has OTC ${withheld.onlyToCustomer}, and may go to customers only; our role towards the peer is ${withheld.role} (RFC 9234, section 5)`;
    case 'long-lived-stale':
      return 'it is long-lived stale, and the peer does not speak long-lived graceful restart (RFC 9494, section 4.3)';
    case 'no-next-hop':
      return 'we have no address that the peer could use as its next hop';
    case 'too-long':
      return `its attributes make a message of ${withheld.octets} octets, and the peer takes ${withheld.messageOctetsMax} (RFC 8654, section 4)`;
  }
}

/** What to say where the reason is not that of one route. */
export const advertisementTexts: Readonly<Record<Exclude<AdvertisementReason, 'withheld'>, string>> = {
  advertised: 'it was sent to the peer',
  'default-originated': 'it was sent to the peer by default-originate',
  'default-not-permitted': 'the route-map of default-originate permits no selected route',
  'no-session': 'there is no session with the peer',
  'family-not-negotiated': 'the session does not carry this address family',
  'selection-deferred': 'we are restarting, and wait for what our peers have to say',
  'unknown-prefix': 'we have no route for it',
  'none-selected': 'none of its routes can be used',
  'prefix-count-max': 'the peer is sent as many prefixes as maximum-prefix-out allows',
  waiting: 'it is about to be sent',
  'withdrawal-waiting': 'it is about to be withdrawn',
};
