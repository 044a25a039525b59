import { addressToOctets, formatIpv4, type IpAddress } from '@bgpeer/bgp-wire';

/**
 * An address as bgpdump writes it: unlike RFC 5952 (section 4.2.2) it shortens a single group of zeros too, where no longer
 * run is, and it shows IPv4-compatible addresses (RFC 4291, section 2.5.5.1) as such.
 */
export function bgpdumpAddress(address: IpAddress): string {
  if (!address.includes(':')) return address;
  if (!address.includes('::')) return address.replace(/(^|:)0(:|$)/, '::');
  return isIpv4Compatible(address) ? `::${lastFourOctets(address)}` : address;
}

/** A prefix as bgpdump writes it. */
export function bgpdumpPrefix(prefix: string): string {
  if (!prefix.includes(':')) return prefix;
  const [address, bitLength] = prefix.split('/');
  return `${bgpdumpAddress(address)}/${bitLength}`;
}

/** Six groups of zeros, and then neither the unspecified address nor that of loopback. */
function isIpv4Compatible(address: IpAddress): boolean {
  return /^::(?:[0-9a-f]{1,4}:)?[0-9a-f]{1,4}$/.test(address) && address !== '::1';
}

function lastFourOctets(address: IpAddress): string {
  const octets = addressToOctets(address);
  return formatIpv4(new DataView(octets.buffer, octets.byteOffset).getUint32(12));
}
