import { assert } from '../octets/assert.ts';
import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import type { OctetReader } from '../octets/octet-reader.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import type { EvpnRoute } from './evpn-route.ts';
import {
  type EvpnRouteRow,
  evpnRouteRows,
  type KnownEvpnRoute,
  type KnownEvpnType,
} from './evpn-route-rows.ts';
import { type NlriForm, overrunProblem, valueProblem } from './nlri-form.ts';

const rowsByCode = new Map<
  number,
  { readonly type: KnownEvpnType; read(reader: OctetReader): object | undefined }
>(
  Object.entries(evpnRouteRows).map(([type, row]) => [
    row.code,
    { type: type as KnownEvpnType, read: row.read },
  ]),
);

/** A route type, a length in octets, the route (RFC 7432, section 7). */
export const evpnForm: NlriForm<EvpnRoute> = {
  read(reader) {
    const code = reader.uint8();
    const octetCount = reader.uint8();
    const value = reader.octets.subarray(reader.offset, reader.offset + octetCount);
    if (reader.failed || !reader.enter(octetCount)) {
      return overrunProblem(`a route of type ${code} with ${octetCount} octets overruns the field`);
    }
    const row = rowsByCode.get(code);
    const fields = row?.read(reader);
    const exact = reader.leave();
    if (row === undefined) return { type: 'unrecognized', code, value: formatHexadecimal(value) };
    if (fields === undefined || !exact) {
      return valueProblem(`a route of type ${code} is malformed in its ${octetCount} octets`);
    }
    return { type: row.type, ...fields } as KnownEvpnRoute;
  },
  write(writer, route) {
    const value = new OctetWriter();
    if (route.type === 'unrecognized') {
      assert(!rowsByCode.has(route.code), `EVPN route type ${route.code} is not unrecognized`);
      value.append(octetsOfHexadecimal(route.value));
      writer.uint8(route.code);
    } else {
      const row = evpnRouteRows[route.type] as EvpnRouteRow<KnownEvpnRoute>;
      row.write(route, value);
      writer.uint8(row.code);
    }
    writer.uint8(value.octetCount);
    writer.append(value.finish());
  },
};
