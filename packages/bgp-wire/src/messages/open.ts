import type { Capability } from '../capabilities/capability.ts';
import { decodeCapabilities, encodeCapability } from '../capabilities/capability-list.ts';
import { assert } from '../octets/assert.ts';
import { OctetReader } from '../octets/octet-reader.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import { addressFromOctets, addressToOctets, isIpv4 } from '../text/addresses.ts';
import type { OpenMessage } from './message.ts';
import { type MessageFault, messageFault } from './message-fault.ts';
import { messageHeaderOctetCount } from './message-header.ts';
import { notificationCode, openMessageErrorSubcode } from './notification-codes.ts';

const bgpVersion = 4;
/** The Capabilities parameter (RFC 5492, section 4). */
const capabilitiesParameterType = 2;
/** As type of the first parameter: lengths have two octets from here (RFC 9072, section 2). */
const extendedLengthParameterType = 255;

/** The OPEN in a whole message whose header has been checked (RFC 4271, section 4.2), or what section 6.2 finds wrong. */
export function decodeOpen(octets: Uint8Array): OpenMessage | MessageFault {
  const reader = new OctetReader(octets, messageHeaderOctetCount);
  const version = reader.uint8();
  if (version !== bgpVersion) return versionFault(version);
  const myAutonomousSystem = reader.uint16();
  const holdTimeSeconds = reader.uint16();
  const bgpIdentifier = addressFromOctets(reader.take(4), 0, 4);
  const capabilities = decodeOptionalParameters(reader);
  if ('notification' in capabilities) return capabilities;
  return { type: 'OPEN', version, myAutonomousSystem, holdTimeSeconds, bgpIdentifier, capabilities };
}

/**
 * What RFC 4271 (section 6.2) finds wrong with the values of an OPEN, the AS number aside (which depends on who the
 * peer is to be): version, BGP Identifier (RFC 6286, section 2.2), hold time.
 */
export function checkOpen(open: OpenMessage): MessageFault | undefined {
  if (open.version !== bgpVersion) return versionFault(open.version);
  if (open.holdTimeSeconds === 1 || open.holdTimeSeconds === 2) {
    const detail = `hold time ${open.holdTimeSeconds} s, expected 0 or at least 3`;
    return openFault(openMessageErrorSubcode.unacceptableHoldTime, 22, detail);
  }
  if (open.bgpIdentifier === '0.0.0.0') {
    return openFault(openMessageErrorSubcode.badBgpIdentifier, 24, 'the BGP Identifier is 0.0.0.0');
  }
  return undefined;
}

/**
 * The body of an OPEN. All capabilities go into one optional parameter (RFC 5492, section 4), in RFC 9072's longer form
 * when one octet of length does not hold them.
 */
export function encodeOpenBody(open: OpenMessage): Uint8Array {
  assert(isIpv4(open.bgpIdentifier), `BGP Identifier ${open.bgpIdentifier} has not four octets`);
  const writer = new OctetWriter();
  writer.uint8(open.version);
  writer.uint16(open.myAutonomousSystem);
  writer.uint16(open.holdTimeSeconds);
  writer.append(addressToOctets(open.bgpIdentifier));
  const capabilityList = new OctetWriter();
  for (const capability of open.capabilities) capabilityList.append(encodeCapability(capability));
  const capabilityOctets = capabilityList.finish();
  if (capabilityOctets.length === 0) {
    writer.uint8(0);
  } else if (capabilityOctets.length + 2 <= 255) {
    writer.uint8(capabilityOctets.length + 2);
    writer.uint8(capabilitiesParameterType);
    writer.uint8(capabilityOctets.length);
  } else {
    writer.uint8(255);
    writer.uint8(extendedLengthParameterType);
    writer.uint16(capabilityOctets.length + 3);
    writer.uint8(capabilitiesParameterType);
    writer.uint16(capabilityOctets.length);
  }
  writer.append(capabilityOctets);
  return writer.finish();
}

function decodeOptionalParameters(reader: OctetReader): Capability[] | MessageFault {
  const start = reader.offset;
  let octetCount = reader.uint8();
  // RFC 9072, section 2: the first length may be any but zero then, and the type octet is not a parameter's.
  const extended =
    octetCount !== 0 && reader.remaining > 0 && reader.octets[reader.offset] === extendedLengthParameterType;
  if (extended) {
    reader.uint8();
    octetCount = reader.uint16();
  }
  if (octetCount !== reader.remaining) {
    const detail = `optional parameters of ${octetCount} octets, but ${reader.remaining} are left in the message`;
    return openFault(openMessageErrorSubcode.unspecific, start, detail);
  }
  const capabilities: Capability[] = [];
  while (reader.remaining > 0) {
    const offset = reader.offset;
    const type = reader.uint8();
    const length = extended ? reader.uint16() : reader.uint8();
    if (reader.failed || !reader.enter(length)) {
      return openFault(
        openMessageErrorSubcode.unspecific,
        offset,
        'an optional parameter overruns the message',
      );
    }
    if (type !== capabilitiesParameterType) {
      const detail = `optional parameter of type ${type} is not supported`;
      return openFault(openMessageErrorSubcode.unsupportedOptionalParameter, offset, detail);
    }
    capabilities.push(...decodeCapabilities(reader));
    if (!reader.leave()) {
      return openFault(openMessageErrorSubcode.unspecific, offset, 'a capability overruns its parameter');
    }
  }
  return capabilities;
}

/** The data name the largest version we speak (RFC 4271, section 6.2). */
function versionFault(version: number): MessageFault {
  return messageFault(
    notificationCode.openMessageError,
    openMessageErrorSubcode.unsupportedVersionNumber,
    messageHeaderOctetCount,
    `version ${version}, expected ${bgpVersion}`,
    Uint8Array.of(0, bgpVersion),
  );
}

function openFault(subcode: number, offset: number, detail: string): MessageFault {
  return messageFault(notificationCode.openMessageError, subcode, offset, detail);
}
