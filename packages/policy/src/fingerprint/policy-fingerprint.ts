import { encodeUtf8, familyNames, formatHexadecimal } from '@bgpeer/bgp-wire';
import type { DirectionFilters } from '../definitions/policy-definitions.ts';
import { type DefinitionIndex, type PolicyReference, referenceKey } from '../definitions/policy-reference.ts';
import { referencesOfEntry, referencesOfFilters } from '../definitions/references-of.ts';
import { canonicalText } from './canonical-text.ts';
import { sha256 } from './sha-256.ts';

/** Equal for filters that name the same and mean the same, with all that they use, and what that uses, and so on. */
export function policyFingerprint(filters: DirectionFilters, index: DefinitionIndex): string {
  const used = new Map<string, unknown>();
  const pending: PolicyReference[] = referencesOfFilters(filters, familyNames);
  for (let reference = pending.pop(); reference !== undefined; reference = pending.pop()) {
    const key = referenceKey(reference);
    if (used.has(key)) continue;
    const definition = index.find(reference);
    used.set(key, definition ?? null);
    if (definition === undefined || reference.kind !== 'route-map') continue;
    const entries = index.find({ kind: 'route-map', name: reference.name })?.entries ?? [];
    for (const entry of entries) {
      pending.push(...referencesOfEntry(entry).map((placed) => placed.reference));
    }
  }
  const text = canonicalText([filters, Object.fromEntries(used)]);
  return formatHexadecimal(sha256(encodeUtf8(text)));
}
