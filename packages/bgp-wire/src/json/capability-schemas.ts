import type { Capability, RouteRefreshCapability } from '../capabilities/capability.ts';
import { encodeUtf8 } from '../octets/utf8.ts';
import { object, optional, required, tagged } from './object-schema.ts';
import { boolean, choice, integer, list, named, type Schema, text, uint8, uint16, uint32 } from './schema.ts';
import { hexadecimal } from './text-schemas.ts';

type CapabilityNamed<Name extends Capability['name']> = Extract<Capability, { name: Name }>;

/** A capability of an OPEN. */
export const capabilitySchema: Schema<Capability> = named(
  'Capability',
  'A capability of an OPEN (RFC 5492).',
  () => tagged('name', capabilitySchemas),
);

const afi = required(uint16, 'The address family.');
const safi = required(uint8, 'The subsequent address family.');
const value = required(hexadecimal, 'The value.');
const mode = required(choice('receive', 'send', 'both'), 'What the sender can do.');
const shortText = text(
  'text of at most 255 octets of UTF-8',
  (written) => written.isWellFormed() && encodeUtf8(written).length <= 0xff,
);

/** One for each capability, by its name. */
const capabilitySchemas: { readonly [Name in Capability['name']]: Schema<CapabilityNamed<Name>> } = {
  multiprotocol: object({ name: nameOf('multiprotocol', 'Multiprotocol extensions (RFC 4760).'), afi, safi }),
  'route-refresh': object<RouteRefreshCapability>({
    name: nameOf('route-refresh', 'Route refresh (RFC 2918).'),
    legacy: optional(choice(true), 'Under code 128, as before RFC 2918.'),
  }),
  'outbound-route-filtering': object({
    name: nameOf('outbound-route-filtering', 'Outbound route filtering (RFC 5291).'),
    families: required(
      list(
        object({
          afi,
          safi,
          filters: required(
            list(object({ type: required(uint8, 'The filter type.'), mode })),
            'The filters.',
          ),
        }),
        { minItems: 1 },
      ),
      'Families and their filters.',
    ),
  }),
  'extended-next-hop': object({
    name: nameOf('extended-next-hop', 'Extended next hop encoding (RFC 8950).'),
    encodings: required(
      list(
        object({
          afi,
          safi: required(uint16, 'The subsequent address family.'),
          nextHopAfi: required(uint16, 'The address family of next hops.'),
        }),
      ),
      'Families and the next hops they may have.',
    ),
  }),
  'extended-message': object({ name: nameOf('extended-message', 'Extended message (RFC 8654).') }),
  bgpsec: object({
    name: nameOf('bgpsec', 'BGPsec (RFC 8205).'),
    version: required(integer(0, 15), 'The version.'),
    direction: required(choice('receive', 'send'), 'What the sender can do.'),
    afi,
  }),
  'multiple-labels': object({
    name: nameOf('multiple-labels', 'Multiple labels (RFC 8277).'),
    families: required(
      list(object({ afi, safi, labelCountMax: required(uint8, 'Labels of one prefix.') })),
      'Families and how many labels they may have.',
    ),
  }),
  role: object({
    name: nameOf('role', 'BGP Role (RFC 9234).'),
    role: required(choice('provider', 'rs', 'rs-client', 'customer', 'peer'), 'What the sender is.'),
  }),
  'graceful-restart': object({
    name: nameOf('graceful-restart', 'Graceful restart (RFC 4724).'),
    restarting: required(boolean, 'The Restart State bit.'),
    notificationSupport: required(boolean, 'The Graceful Notification bit (RFC 8538).'),
    restartTimeSeconds: required(integer(0, 4095), 'The restart time in seconds.'),
    families: required(
      list(object({ afi, safi, forwardingPreserved: required(boolean, 'The Forwarding State bit.') })),
      'Families whose routes are kept.',
    ),
  }),
  'four-octet-as': object({
    name: nameOf('four-octet-as', 'Four-octet AS number (RFC 6793).'),
    asNumber: required(uint32, "The sender's AS number."),
  }),
  'dynamic-capability': object({
    name: nameOf('dynamic-capability', 'Dynamic capability (draft-ietf-idr-dynamic-cap).'),
    value,
  }),
  multisession: object({
    name: nameOf('multisession', 'Multisession (draft-ietf-idr-bgp-multisession).'),
    value,
  }),
  'add-path': object({
    name: nameOf('add-path', 'ADD-PATH (RFC 7911).'),
    families: required(list(object({ afi, safi, mode })), 'Families with path identifiers.'),
  }),
  'enhanced-route-refresh': object({
    name: nameOf('enhanced-route-refresh', 'Enhanced route refresh (RFC 7313).'),
  }),
  'long-lived-graceful-restart': object({
    name: nameOf('long-lived-graceful-restart', 'Long-lived graceful restart (RFC 9494).'),
    families: required(
      list(
        object({
          afi,
          safi,
          forwardingPreserved: required(boolean, 'The Forwarding State bit.'),
          staleTimeSeconds: required(integer(0, 0xff_ffff), 'How long stale routes are kept, in seconds.'),
        }),
      ),
      'Families whose routes are kept.',
    ),
  }),
  'routing-policy-distribution': object({
    name: nameOf('routing-policy-distribution', 'Routing policy distribution (draft-ietf-idr-rpd).'),
    families: required(list(object({ afi, safi, mode })), 'Families of policies.'),
  }),
  fqdn: object({
    name: nameOf('fqdn', 'FQDN (draft-walton-bgp-hostname-capability).'),
    hostName: required(shortText, "The sender's host name."),
    domainName: required(shortText, "The sender's domain name."),
  }),
  'bfd-strict-mode': object({
    name: nameOf('bfd-strict-mode', 'BFD strict mode (draft-ietf-idr-bgp-bfd-strict-mode).'),
  }),
  'software-version': object({
    name: nameOf('software-version', 'Software version (draft-abraitis-bgp-version-capability).'),
    version: required(shortText, "The sender's program."),
  }),
  'paths-limit': object({
    name: nameOf('paths-limit', 'Paths limit (draft-abraitis-idr-addpath-paths-limit).'),
    families: required(
      list(object({ afi, safi, pathCountMax: required(uint16, 'Paths of one prefix.') })),
      'Families and how many paths they may have.',
    ),
  }),
  'link-local-next-hop': object({
    name: nameOf('link-local-next-hop', 'Link-local next hop (draft-ietf-idr-linklocal-capability).'),
  }),
  unrecognized: object({
    name: nameOf('unrecognized', 'Any other capability, or one whose value is malformed.'),
    code: required(uint8, 'The code.'),
    value,
  }),
};

function nameOf<const Name extends string>(name: Name, description: string) {
  return required(choice(name), description);
}
