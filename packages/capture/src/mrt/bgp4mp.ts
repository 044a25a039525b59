import { addressFromOctets, type OctetReader } from '@bgpeer/bgp-wire';
import { type CaptureFault, captureFault } from '../capture-fault.ts';
import { bgp4mpSubtypes, mrtType } from './mrt-codes.ts';
import type { MrtHead } from './mrt-reader.ts';
import type { Bgp4mpMessage, Bgp4mpStateChange, OtherMrtRecord } from './mrt-record.ts';

/** The body of a BGP4MP or BGP4MP_ET record, behind the microseconds (RFC 6396, section 4.4). */
export function readBgp4mp(
  body: OctetReader,
  subtype: number,
  head: MrtHead,
): Bgp4mpMessage | Bgp4mpStateChange | OtherMrtRecord | CaptureFault {
  const { offset, time } = head;
  const row = bgp4mpSubtypes.find((one) => one.subtype === subtype);
  if (row === undefined) {
    const type = head.hasMicroseconds ? mrtType.bgp4mpEt : mrtType.bgp4mp;
    return { kind: 'other', offset, time, type, subtype, octets: body.takeRest() };
  }
  const { fourOctetAsNumbers, isLocal, addPath } = row;
  const peerAsNumber = fourOctetAsNumbers ? body.uint32() : body.uint16();
  const localAsNumber = fourOctetAsNumbers ? body.uint32() : body.uint16();
  const interfaceIndex = body.uint16();
  const afi = body.uint16();
  if (afi !== 1 && afi !== 2) return captureFault(offset, `a BGP4MP record of address family ${afi}`);
  const octetCount = afi === 1 ? 4 : 16;
  const [peerOctets, localOctets] = [body.take(octetCount), body.take(octetCount)];
  if (body.failed) return captureFault(offset, 'a BGP4MP record ends inside its addresses');
  const session = {
    ...head,
    fourOctetAsNumbers,
    peerAsNumber,
    localAsNumber,
    interfaceIndex,
    peerAddress: addressFromOctets(peerOctets, 0, octetCount),
    localAddress: addressFromOctets(localOctets, 0, octetCount),
  };
  if (row.holds === 'message') {
    return { kind: 'BGP4MP_MESSAGE', ...session, isLocal, addPath, message: body.takeRest() };
  }
  const [oldState, newState] = [body.uint16(), body.uint16()];
  if (body.failed) return captureFault(offset, 'a BGP4MP_STATE_CHANGE record ends inside its states');
  return { kind: 'BGP4MP_STATE_CHANGE', ...session, oldState, newState };
}
