import type { WireContext } from '@bgpeer/bgp-wire';

/** A session in which nothing of the routed families is passed over for want of negotiation. */
export const wideContext: WireContext = {
  fourOctetAsNumbers: true,
  extendedMessages: false,
  families: ['ipv4-unicast', 'ipv6-unicast'],
  addPath: [],
  extendedNextHop: [],
  session: 'internal',
};

export function octetsOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

export function hexOf(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex');
}

/** A whole message of that type around a body. */
export function messageAround(typeCode: number, bodyHex: string): Uint8Array {
  const body = octetsOf(bodyHex);
  const octetCount = 19 + body.length;
  return Uint8Array.of(
    ...new Array<number>(16).fill(255),
    octetCount >> 8,
    octetCount & 0xff,
    typeCode,
    ...body,
  );
}
