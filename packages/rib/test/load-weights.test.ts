import type { PathAttributes } from '@bgpeer/bgp-wire';
import { ribPeers } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import type { LinkBandwidthUse } from '../src/index.ts';
import { RibUnderTest } from './rib-under-test.ts';

const prefix = '172.16.1.1/32';

/** A link bandwidth extended community of AS 65000, in octets a second. */
function bandwidth(octetsPerSecond: number, type = '40'): PathAttributes['extendedCommunities'] {
  const octets = new DataView(new ArrayBuffer(4));
  octets.setFloat32(0, octetsPerSecond);
  return [`${type}04fde8${octets.getUint32(0).toString(16).padStart(8, '0')}`];
}

/** By place of the peer: the weights of routes with these bandwidths; `undefined` is a route without one. */
function weights(
  use: LinkBandwidthUse,
  bandwidths: readonly PathAttributes['extendedCommunities'][],
): Record<number, number> {
  const real = new RibUnderTest({
    decision: {
      multipathRelax: true,
      multipathRelaxAsSet: false,
      peerTypeMultipathRelax: false,
      compareRouterId: true,
      ignoreAsPathLength: false,
      alwaysCompareMed: false,
      missingMedAsWorst: false,
      deterministicMed: false,
      linkBandwidth: use,
    },
    maximumPaths: { external: 8, internal: 8, equalClusterLength: false },
    defaultLocalPreference: 100,
  });
  for (const [place, extendedCommunities] of bandwidths.entries()) {
    const peer = ribPeers[place];
    const attributes: PathAttributes = {
      origin: 'IGP',
      asPath: [{ type: 'AS_SEQUENCE', asNumbers: [peer.asNumber] }],
      nextHop: peer.address,
      ...(extendedCommunities && { extendedCommunities }),
    };
    real.run({ name: 'set', peer, prefix, pathIdentifier: 0, attributes, weight: 0 });
  }
  real.decideAll();
  return Object.fromEntries(
    real.rib.weights(real.prefixId(prefix)).map(({ route, weight }) => {
      const address = real.nameOf(route).split(' ')[0];
      return [ribPeers.findIndex((peer) => peer.address === address), weight];
    }),
  );
}

/** What FRR 8.4.4 gives zebra for the same routes. */
describe('shares of the load by link bandwidth (draft-ietf-idr-link-bandwidth)', () => {
  test('are parts of a hundred', () => {
    expect(weights('by-weight', [bandwidth(1_000), bandwidth(3_000)])).toEqual({ 0: 25, 1: 75 });
    expect(weights('by-weight', [bandwidth(1_000, '00'), bandwidth(2_000, '00')])).toEqual({ 0: 33, 1: 66 });
  });

  test('are never nothing', () => {
    expect(weights('by-weight', [bandwidth(1), bandwidth(1e9)])).toEqual({ 0: 1, 1: 99 });
    expect(weights('by-weight', [bandwidth(1_000), bandwidth(0), bandwidth(1_000)])).toEqual({
      0: 50,
      1: 1,
      2: 50,
    });
  });

  test('are equal when some route has no bandwidth, or when bandwidths are ignored', () => {
    expect(weights('by-weight', [bandwidth(1_000), undefined])).toEqual({ 0: 1, 1: 1 });
    expect(weights('ignore', [bandwidth(1_000), bandwidth(3_000)])).toEqual({ 0: 1, 1: 1 });
    expect(weights('by-weight', [undefined, undefined])).toEqual({ 0: 1, 1: 1 });
    expect(weights('by-weight', [bandwidth(1_000)])).toEqual({ 0: 1 });
  });

  test('leave out what has none with skip-missing, unless nothing has any', () => {
    expect(weights('skip-missing', [bandwidth(1_000), undefined])).toEqual({ 0: 100 });
    expect(weights('skip-missing', [bandwidth(1_000), bandwidth(0), bandwidth(1_000)])).toEqual({
      0: 50,
      2: 50,
    });
    expect(weights('skip-missing', [undefined, undefined])).toEqual({ 0: 1, 1: 1 });
  });

  test('are one for what has none with default-weight-for-missing', () => {
    expect(weights('default-weight-for-missing', [bandwidth(1_000), undefined])).toEqual({ 0: 100, 1: 1 });
  });

  test('take no notice of what is no number', () => {
    expect(weights('by-weight', [bandwidth(Number.NaN), bandwidth(1_000)])).toEqual({ 0: 1, 1: 1 });
    expect(weights('by-weight', [bandwidth(Number.POSITIVE_INFINITY), bandwidth(-1)])).toEqual({
      0: 1,
      1: 1,
    });
  });
});
