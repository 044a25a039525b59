import { mpUnreachNlri } from '../attributes/mp-unreach-nlri.ts';
import { frameMessage } from '../messages/message-header.ts';
import { type NlriFamilyName, nlriFamilyOf } from '../nlri/nlri-family.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import { messageOctetsMaxClassic } from '../wire-context.ts';
import { writeAttribute } from './encode-attribute-block.ts';

/**
 * The End-of-RIB marker of a family: an empty UPDATE for IPv4 unicast, else one with an empty MP_UNREACH_NLRI and
 * nothing more (RFC 4724, section 2).
 */
export function encodeEndOfRib(name: NlriFamilyName): Uint8Array {
  const family = nlriFamilyOf(name);
  const writer = new OctetWriter();
  writer.uint16(0);
  const place = writer.reserveLength16();
  if (name !== 'ipv4-unicast') {
    const value = Uint8Array.of(family.afi >>> 8, family.afi, family.safi);
    writeAttribute(writer, mpUnreachNlri.flags, mpUnreachNlri.code, value);
  }
  writer.fillLength16(place);
  return frameMessage('UPDATE', writer.finish(), messageOctetsMaxClassic);
}
