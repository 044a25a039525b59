import type { Capability, Message, Nlri, OpenMessage, PathAttributes, UpdateMessage } from '@bgpeer/bgp-wire';

/** Something valid that tshark 4.0 reads wrong, or does not read. */
export interface NotJudged {
  readonly what: string;
  readonly reason: string;
  readonly concerns: (message: Message) => boolean;
  /** One that tshark reads otherwise. */
  readonly example: Message;
}

/** Above it the first octet is longer than any prefix. */
const certainPathIdentifierMin = 129 * 2 ** 24;

const isDefault = (prefix: string) => prefix.endsWith('/0');

const update: UpdateMessage = { type: 'UPDATE', withdrawn: [], attributes: {}, nlri: [] };

const open: OpenMessage = {
  type: 'OPEN',
  version: 4,
  myAutonomousSystem: 65_001,
  holdTimeSeconds: 90,
  bgpIdentifier: '192.0.2.1',
  capabilities: [],
};

/**
 * What is left out of the messages that tshark is to judge. Besides: VPNv6, of which it prints no fields, and flow
 * specifications, which it takes for malformed with a next hop.
 */
export const notJudged: readonly NotJudged[] = [
  {
    what: 'a default route beside other prefixes, without path identifiers',
    reason:
      'tshark takes no ADD-PATH from OPENs: it guesses it from the octets, and a length of 0 in front of more makes it guess so.',
    concerns: (message) =>
      listsOf(message).some((list) => list.length > 1 && list.some(({ prefix }) => isDefault(prefix))),
    example: { ...update, withdrawn: [{ prefix: '20.0.0.0/6' }, { prefix: '0.0.0.0/0' }] },
  },
  {
    what: 'a path identifier below 129 × 2^24',
    reason:
      'For the same reason: only where the first octet can be no prefix length is it certain that it is a path identifier.',
    concerns: (message) =>
      listsOf(message).some((list) =>
        list.some(
          ({ pathIdentifier = certainPathIdentifierMin }) => pathIdentifier < certainPathIdentifierMin,
        ),
      ),
    example: { ...update, withdrawn: [{ prefix: '6.174.96.0/19', pathIdentifier: 402_756_226 }] },
  },
  {
    what: 'a labelled default route',
    reason:
      'RFC 8277 (section 2.2) allows a length of 24 bits, the label alone; tshark takes it for malformed.',
    concerns: (message) =>
      message.type === 'UPDATE' &&
      [message.reachable, message.unreachable].some((list) =>
        list?.labelledPrefixes?.some(({ prefix }) => isDefault(prefix)),
      ),
    example: {
      ...update,
      unreachable: { afi: 1, safi: 4, nlri: [], labelledPrefixes: [{ prefix: '0.0.0.0/0', labels: [] }] },
    },
  },
  {
    what: 'a route distinguisher of a type that is not assigned',
    reason: 'RFC 4364 (section 4.2) has three types, and tshark prints no other.',
    concerns: (message) =>
      message.type === 'UPDATE' &&
      [message.reachable, message.unreachable].some((list) =>
        list?.vpnPrefixes?.some(({ routeDistinguisher }) => routeDistinguisher.startsWith('type')),
      ),
    example: {
      ...update,
      unreachable: {
        afi: 1,
        safi: 128,
        nlri: [],
        vpnPrefixes: [{ routeDistinguisher: 'type54207:4e588a9299b6', prefix: '192.0.2.0/24', labels: [] }],
      },
    },
  },
  {
    what: 'outbound route filters of two families in one capability',
    reason:
      'RFC 5291 (section 5) allows one or more entries; tshark takes what follows the first for malformed.',
    concerns: (message) => hasCapability(message, 'outbound-route-filtering'),
    example: {
      ...open,
      capabilities: [
        {
          name: 'outbound-route-filtering',
          families: [1, 2].map((afi) => ({ afi, safi: 133, filters: [{ type: 64, mode: 'both' as const }] })),
        },
      ],
    },
  },
  {
    what: 'the capability of routing policy distribution',
    reason:
      'draft-ietf-idr-rpd (section 5) gives it a row for each family; tshark takes two of them for malformed.',
    concerns: (message) => hasCapability(message, 'routing-policy-distribution'),
    example: {
      ...open,
      capabilities: [
        {
          name: 'routing-policy-distribution',
          families: [1, 2].map((afi) => ({ afi, safi: 2, mode: 'both' as const })),
        },
      ],
    },
  },
  {
    what: 'the data of an OPEN Message Error about a bad peer AS or a capability',
    reason:
      'tshark reads them as one AS number and as capabilities; RFC 4271 (section 6.2) gives Bad Peer AS none, and arbitrary ones are none either.',
    concerns: (message) =>
      message.type === 'NOTIFICATION' && message.code === 2 && [2, 7].includes(message.subcode),
    example: { type: 'NOTIFICATION', code: 2, subcode: 7, data: Uint8Array.of(0x5d) },
  },
];

function hasCapability(message: Message, name: Capability['name']): boolean {
  return message.type === 'OPEN' && message.capabilities.some((capability) => capability.name === name);
}

/** The lists of prefixes without labels, each a run of octets of its own. */
function listsOf(message: Message) {
  if (message.type !== 'UPDATE') return [];
  const { withdrawn, nlri, reachable, unreachable } = message;
  return [withdrawn, nlri, reachable?.nlri ?? [], unreachable?.nlri ?? []];
}

/** The same message with path identifiers that are none of the above. */
export function withCertainPathIdentifiers(message: Message): Message {
  if (message.type !== 'UPDATE') return message;
  const { withdrawn, nlri, reachable, unreachable } = message;
  return {
    ...message,
    withdrawn: withdrawn.map(certain),
    nlri: nlri.map(certain),
    ...(reachable && { reachable: { ...reachable, nlri: reachable.nlri.map(certain) } }),
    ...(unreachable && { unreachable: { ...unreachable, nlri: unreachable.nlri.map(certain) } }),
  };
}

function certain(nlri: Nlri): Nlri {
  const { pathIdentifier } = nlri;
  if (pathIdentifier === undefined) return nlri;
  const span = 2 ** 32 - certainPathIdentifierMin;
  return { ...nlri, pathIdentifier: certainPathIdentifierMin + (pathIdentifier % span) };
}

/**
 * Attributes, by their codes, that tshark is not to judge: it reads on in their opaque parts, in which arbitrary octets are
 * malformed to it, and takes the attributes within ATTR_SET for the message’s own.
 */
const codesOfOpaqueAttributes = {
  pmsiTunnel: 22,
  tunnelEncapsulations: 23,
  linkState: 29,
  bgpsecPath: 33,
  prefixSid: 40,
  attributeSet: 128,
} as const satisfies Partial<Record<keyof PathAttributes, number>>;

/** The same message without these. */
export function withoutOpaqueAttributes(message: Message): Message {
  if (message.type !== 'UPDATE') return message;
  const { partial = [], ...attributes } = message.attributes;
  const kept = Object.entries(attributes).filter(([field]) => !(field in codesOfOpaqueAttributes));
  const removedCodes: readonly number[] = Object.values(codesOfOpaqueAttributes);
  const keptPartial = partial.filter((code) => !removedCodes.includes(code));
  return {
    ...message,
    attributes: {
      ...Object.fromEntries(kept),
      ...(keptPartial.length > 0 && { partial: keptPartial }),
    },
  };
}
