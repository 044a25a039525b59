import { decodeMessage, formatEvpnRoute, octetsOfHexadecimal } from '@bgpeer/bgp-wire';
import { expect, test } from 'vitest';
import { readCorpusRows } from './corpus-files.ts';
import { wireContextOf } from './row-context.ts';

const segment = 'ethernet-segment 00:00:00:00:00:00:10:00:00:05';
const noSegment = `ethernet-segment ${new Array(10).fill('00').join(':')}`;

/** Rows of NetGauze that give NLRI of EVPN as octets, read by hand (RFC 7432, section 7). */
const readings: Readonly<Record<string, readonly string[]>> = {
  'mod/test_evpn_mp_reach/good_wire': [
    `ethernet-auto-discovery route-distinguisher 120.0.2.5:100 ${segment} tag 0 label ${0x493501}`,
    `mac-ip-advertisement route-distinguisher 120.0.2.5:100 ${noSegment} tag 100 mac 00:0c:29:82:c2:a9 label ${0x493001}`,
  ],
  'mod/test_evpn_withdraw/good_wire': [
    `ethernet-auto-discovery route-distinguisher 120.0.2.1:100 ${segment} tag 0 label 0`,
    `ethernet-segment route-distinguisher 120.0.2.1:0 ${segment} router 120.0.2.1`,
    `ethernet-auto-discovery route-distinguisher 120.0.2.1:0 ${segment} tag 4294967295 label 0`,
    'inclusive-multicast route-distinguisher 120.0.2.1:100 tag 100 router 120.0.2.1',
    `mac-ip-advertisement route-distinguisher 120.0.2.1:100 ${noSegment} tag 100 mac 4c:96:14:70:19:80 label 0`,
  ],
};

test.each(Object.keys(readings))('%s', (name) => {
  const rows = readCorpusRows<{ name: string; hex: string }>('netgauze/messages.jsonl');
  const { hex } = rows.find((row) => row.name === name)!;
  const decoded = decodeMessage(octetsOfHexadecimal(hex), wireContextOf());
  if ('fault' in decoded || decoded.message.type !== 'UPDATE') throw new Error('no UPDATE');
  const { reachable, unreachable } = decoded.message;
  expect((reachable ?? unreachable)?.evpnRoutes?.map(formatEvpnRoute)).toEqual(readings[name]);
});
