import { expect, it } from 'vitest';
import { extendedCommunityText } from '../src/show/route-words.ts';

it.each([
  ['0004fde94b3ebc20', 'LB:65001:12500000 (100.000 Mbps)'],
  ['4004fde94b3ebc20', 'LB:65001:12500000 (100.000 Mbps)'],
  ['4004fde94e6e6b28', 'LB:65001:1000000000 (8.000 Gbps)'],
  ['4004fde942c80000', 'LB:65001:100 (800 bps)'],
  ['0002fde800000064', 'RT:65000:100'],
])('writes the extended community %s as FRR does', (octets, text) => {
  expect(extendedCommunityText(octets)).toBe(text);
});
