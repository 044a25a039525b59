import {
  as2Of,
  type Capability,
  encodeCapability,
  messageTypeCodes,
  notificationCode,
  type OpenMessage,
  openMessageErrorSubcode,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryBgpIdentifier } from '../addresses.ts';
import { arbitraryAsNumber } from '../as-paths.ts';
import { capabilityArbitraries } from '../capabilities/capability-table.ts';
import { arbitraryCapability } from '../capabilities.ts';
import { joinOctets, numberOctets } from '../octets.ts';
import { messageOctets } from '../raw-update.ts';
import { lengthMalformations } from './header.ts';
import type { MessageArbitraries, MessageEdge, MessageMalformation } from './message-arbitraries.ts';

const { openMessageError } = notificationCode;

/** Version 4, AS 65001, 90 s, 192.0.2.1. */
const soundFields = Uint8Array.of(4, 0xfd, 0xe9, 0, 90, 192, 0, 2, 1);
const soundOpen = {
  type: 'OPEN' as const,
  version: 4,
  myAutonomousSystem: 65_001,
  holdTimeSeconds: 90,
  bgpIdentifier: '192.0.2.1',
};

export const open: MessageArbitraries = {
  type: 'OPEN',
  valid: arbitraryOpen,
  edges: [
    { name: 'OPEN: no optional parameter', message: () => fc.constant(meaning([0], [])) },
    {
      // RFC 5492, section 4: a parameter each is legal, one for all is better.
      name: 'OPEN: a parameter for each capability',
      message: () =>
        fc.array(arbitraryCapability(), { minLength: 2, maxLength: 6 }).map((capabilities) => {
          const parameters = capabilities.map((capability) => parameterOf([capability]));
          const list = joinOctets(...parameters);
          return meaning(joinOctets([list.length], list), capabilities);
        }),
    },
    {
      // RFC 9072, section 2: the longer form may be used whatever the length.
      name: 'OPEN: extended optional parameters that need not be',
      message: () =>
        fc.array(arbitraryCapability(), { maxLength: 4 }).map((capabilities) => {
          const list = joinOctets(...capabilities.map(encodeCapability));
          const parameter = joinOctets([2], numberOctets(list.length, 2), list);
          return meaning(joinOctets([255, 255], numberOctets(parameter.length, 2), parameter), capabilities);
        }),
    },
    {
      name: 'OPEN: the same capability twice',
      message: () =>
        arbitraryCapability().map((capability) => {
          const parameter = parameterOf([capability, capability]);
          return meaning(joinOctets([parameter.length], parameter), [capability, capability]);
        }),
    },
    ...capabilityArbitraries.flatMap(({ code, name, edges }) =>
      edges.map(
        (edge): MessageEdge => ({
          name: `OPEN: ${name}: ${edge.name}`,
          message: () =>
            edge
              .capability()
              .map(({ value, meaning: capability }) => meaning(openTail(code, value), [capability])),
        }),
      ),
    ),
  ],
  malformations: [
    ...lengthMalformations('OPEN', 29),
    openMalformation(
      'version',
      'RFC 4271, section 6.2',
      openMessageErrorSubcode.unsupportedVersionNumber,
      () =>
        fc
          .integer({ min: 0, max: 255 })
          .filter((version) => version !== 4)
          .map((version) => withOctets(0, [version])),
    ),
    openMalformation(
      'hold time 1 or 2',
      'RFC 4271, section 6.2',
      openMessageErrorSubcode.unacceptableHoldTime,
      () => fc.constantFrom(1, 2).map((seconds) => withOctets(3, [0, seconds])),
    ),
    openMalformation(
      'BGP Identifier 0.0.0.0',
      'RFC 6286, section 2.2',
      openMessageErrorSubcode.badBgpIdentifier,
      () => fc.constant(withOctets(5, [0, 0, 0, 0])),
    ),
    openMalformation(
      'an optional parameter that is not Capabilities',
      'RFC 4271, section 6.2',
      openMessageErrorSubcode.unsupportedOptionalParameter,
      () =>
        fc
          .oneof(fc.constantFrom(0, 1), fc.integer({ min: 3, max: 254 }))
          .map((type) => joinOctets(soundFields, [2, type, 0])),
    ),
    openMalformation(
      'the parameters overrun the message',
      'RFC 4271, section 6.2',
      openMessageErrorSubcode.unspecific,
      () => fc.integer({ min: 3, max: 254 }).map((told) => joinOctets(soundFields, [told, 2, 0])),
    ),
    openMalformation(
      'a parameter overruns the others',
      'RFC 4271, section 6.2',
      openMessageErrorSubcode.unspecific,
      () => fc.integer({ min: 3, max: 255 }).map((told) => joinOctets(soundFields, [4, 2, told, 2, 0])),
    ),
    openMalformation(
      'a capability overruns its parameter',
      'RFC 5492, section 4',
      openMessageErrorSubcode.unspecific,
      () => fc.integer({ min: 1, max: 255 }).map((told) => joinOctets(soundFields, [4, 2, 2, 2, told])),
    ),
    ...capabilityArbitraries.flatMap(({ code, name, malformations }) =>
      malformations.map(
        (malformation): MessageMalformation => ({
          name: `OPEN: ${name}: ${malformation.name}`,
          reference: `${malformation.reference}; RFC 5492, section 3`,
          expected: { treatment: 'capability-ignored' },
          octets: () =>
            malformation
              .value()
              .map((value) =>
                messageOctets(messageTypeCodes.OPEN, joinOctets(soundFields, openTail(code, value))),
              ),
        }),
      ),
    ),
  ],
};

export function arbitraryOpen(): fc.Arbitrary<OpenMessage> {
  return arbitraryAsNumber().chain((asNumber) =>
    fc.record<OpenMessage>({
      type: fc.constant('OPEN'),
      version: fc.constant(4),
      myAutonomousSystem: fc.constant(as2Of(asNumber)),
      holdTimeSeconds: fc.oneof(fc.constant(0), fc.integer({ min: 3, max: 65_535 })),
      bgpIdentifier: arbitraryBgpIdentifier(),
      capabilities: fc
        .array(
          arbitraryCapability().filter((capability) => capability.name !== 'four-octet-as'),
          { maxLength: 6 },
        )
        .map((capabilities) => [...capabilities, { name: 'four-octet-as' as const, asNumber }]),
    }),
  );
}

/** An OPEN whose fields are sound and whose optional parameters are these octets, their length first. */
function meaning(tail: ArrayLike<number>, capabilities: readonly Capability[]) {
  return {
    message: { ...soundOpen, capabilities },
    octets: messageOctets(messageTypeCodes.OPEN, joinOctets(soundFields, tail)),
  };
}

/** Length, and one parameter with one capability. */
function openTail(code: number, value: Uint8Array): Uint8Array {
  const capability = joinOctets([code, value.length], value);
  return joinOctets([capability.length + 2, 2, capability.length], capability);
}

function parameterOf(capabilities: readonly Capability[]): Uint8Array {
  const list = joinOctets(...capabilities.map(encodeCapability));
  return joinOctets([2, list.length], list);
}

function openMalformation(
  name: string,
  reference: string,
  subcode: number,
  body: () => fc.Arbitrary<Uint8Array>,
): MessageMalformation {
  return {
    name: `OPEN: ${name}`,
    reference,
    expected: { treatment: 'session-reset', notification: { code: openMessageError, subcode } },
    octets: () => body().map((octets) => messageOctets(messageTypeCodes.OPEN, octets)),
  };
}

/** The body of an OPEN without parameters, some octets of it otherwise. */
function withOctets(offset: number, octets: readonly number[]): Uint8Array {
  const body = joinOctets(soundFields, [0]);
  body.set(octets, offset);
  return body;
}
