import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import type { OctetReader } from '../octets/octet-reader.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import { addPath } from './add-path.ts';
import { bfdStrictMode } from './bfd-strict-mode.ts';
import { bgpsec } from './bgpsec.ts';
import type { Capability } from './capability.ts';
import type { CapabilityRow } from './capability-row.ts';
import { dynamicCapability } from './dynamic-capability.ts';
import { enhancedRouteRefresh } from './enhanced-route-refresh.ts';
import { extendedMessage } from './extended-message.ts';
import { extendedNextHop } from './extended-next-hop.ts';
import { fourOctetAs } from './four-octet-as.ts';
import { fqdn } from './fqdn.ts';
import { gracefulRestart } from './graceful-restart.ts';
import { linkLocalNextHop } from './link-local-next-hop.ts';
import { longLivedGracefulRestart } from './long-lived-graceful-restart.ts';
import { multipleLabels } from './multiple-labels.ts';
import { multiprotocol } from './multiprotocol.ts';
import { multisession } from './multisession.ts';
import { outboundRouteFiltering } from './outbound-route-filtering.ts';
import { pathsLimit } from './paths-limit.ts';
import { role } from './role.ts';
import { legacyRouteRefresh, routeRefresh } from './route-refresh.ts';
import { routingPolicyDistribution } from './routing-policy-distribution.ts';
import { softwareVersion } from './software-version.ts';

type KnownName = Exclude<Capability['name'], 'unrecognized'>;

/** The row by which each capability is written. */
const rowsByName: { readonly [Name in KnownName]: CapabilityRow<Name> } = {
  multiprotocol,
  'route-refresh': routeRefresh,
  'extended-next-hop': extendedNextHop,
  'extended-message': extendedMessage,
  'graceful-restart': gracefulRestart,
  'four-octet-as': fourOctetAs,
  'add-path': addPath,
  'enhanced-route-refresh': enhancedRouteRefresh,
  fqdn,
  role,
  'long-lived-graceful-restart': longLivedGracefulRestart,
  'software-version': softwareVersion,
  'paths-limit': pathsLimit,
  'multiple-labels': multipleLabels,
  bgpsec,
  'outbound-route-filtering': outboundRouteFiltering,
  'routing-policy-distribution': routingPolicyDistribution,
  'dynamic-capability': dynamicCapability,
  multisession,
  'bfd-strict-mode': bfdStrictMode,
  'link-local-next-hop': linkLocalNextHop,
};

/** Every capability that the codec knows, in ascending order of code; the older code of route refresh is one of its own. */
export const capabilityRows: readonly Pick<CapabilityRow, 'code' | 'name' | 'reference'>[] = [
  ...Object.values(rowsByName),
  legacyRouteRefresh,
].sort((a, b) => a.code - b.code);

/** Every row by the code it is read under. */
const rowsByCode = new Map<number, { decode(reader: OctetReader): Capability | undefined }>(
  [...Object.values(rowsByName), legacyRouteRefresh].map((row) => [row.code, row]),
);

/**
 * The capabilities up to the end of the reader's window (RFC 5492, section 4). When the last one's length overruns it,
 * the reader has failed.
 */
export function decodeCapabilities(reader: OctetReader): Capability[] {
  const capabilities: Capability[] = [];
  while (reader.remaining > 0) {
    const code = reader.uint8();
    const octetCount = reader.uint8();
    const value = reader.octets.subarray(reader.offset, reader.offset + octetCount);
    if (!reader.enter(octetCount)) break;
    const known = rowsByCode.get(code)?.decode(reader);
    const exact = reader.leave();
    capabilities.push(
      known !== undefined && exact ? known : { name: 'unrecognized', code, value: formatHexadecimal(value) },
    );
  }
  return capabilities;
}

/** Code, length and value. */
export function encodeCapability(capability: Capability): Uint8Array {
  const value = new OctetWriter();
  const code = encodeValue(capability, value);
  const writer = new OctetWriter();
  writer.uint8(code);
  writer.uint8(value.octetCount);
  writer.append(value.finish());
  return writer.finish();
}

/** Writes the value and gives the code. */
function encodeValue(capability: Capability, writer: OctetWriter): number {
  if (capability.name === 'unrecognized') {
    writer.append(octetsOfHexadecimal(capability.value));
    return capability.code;
  }
  if (capability.name === 'route-refresh' && capability.legacy) return legacyRouteRefresh.code;
  return encodeKnown(rowsByName[capability.name] as CapabilityRow, capability, writer);
}

function encodeKnown(row: CapabilityRow, capability: Capability, writer: OctetWriter): number {
  row.encode(capability, writer);
  return row.code;
}
