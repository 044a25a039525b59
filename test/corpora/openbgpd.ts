import {
  decodeAttributeBlock,
  encodeAttributeBlock,
  formatHexadecimal,
  octetsOfHexadecimal,
  type PathAttributes,
  partialUnrecognized,
} from '@bgpeer/bgp-wire';
import { type Comparison, type CorpusSource, corpusSource } from './corpus-case.ts';
import { readCorpusRows } from './corpus-files.ts';
import { wireContextOf } from './row-context.ts';

interface CommunityRow {
  readonly name: string;
  readonly hex: string;
  readonly expect: { readonly writtenToEbgpPeer: string };
}

/** Community attributes that are read, and written again towards an external peer. */
export function openbgpdCommunities(): CorpusSource {
  const name = 'openbgpd/community-attributes';
  return corpusSource(name, readCorpusRows<CommunityRow>(`${name}.jsonl`), (row) => ({
    name: row.name,
    compare: () => compareWritten(row),
  }));
}

function compareWritten({ hex, expect: { writtenToEbgpPeer } }: CommunityRow): Comparison {
  const { attributes, faults } = decodeAttributeBlock(octetsOfHexadecimal(hex), wireContextOf());
  const passedOn = partialUnrecognized(transitiveOnly(attributes));
  const written = encodeAttributeBlock(passedOn, { fourOctetAsNumbers: true, nextHop: 'omitted' });
  return {
    theirs: { faults: [], written: writtenToEbgpPeer },
    ours: { faults, written: formatHexadecimal(written) },
  };
}

/** What a router leaves out towards another AS: communities with the second bit of the type (RFC 4360, section 2). */
function transitiveOnly({ extendedCommunities, ...attributes }: PathAttributes): PathAttributes {
  const transitive = extendedCommunities?.filter(
    (each) => (Number.parseInt(each.slice(0, 2), 16) & 0x40) === 0,
  );
  return transitive === undefined || transitive.length === 0
    ? attributes
    : { ...attributes, extendedCommunities: transitive };
}
