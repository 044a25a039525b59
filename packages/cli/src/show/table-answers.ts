import type { FamilyName } from '@bgpeer/bgp-wire';
import { formatPrefix, parsePrefixLoosely } from '@bgpeer/bgp-wire';
import type { PrefixView } from '@bgpeer/router';
import type { RoutesAnswer } from '@bgpeer/speaker';
import { prefixJson } from './prefix-json.ts';
import { prefixText } from './prefix-text.ts';
import type { ShownAnswer, ShowRequest } from './show-form.ts';
import { familyAsked, familyOfAddress } from './show-form.ts';
import { tableJson } from './table-json.ts';
import { tableText } from './table-text.ts';

/** `show bgp …`. */
export async function showTable(request: ShowRequest): Promise<ShownAnswer> {
  const family = familyAsked(request) ?? 'ipv4-unicast';
  return tableAnswer(await request.client.routes(family), family);
}

/** `show bgp … PREFIX`. */
export async function showPrefix({ client, literals, values }: ShowRequest): Promise<ShownAnswer> {
  const address = values.get('ADDRESS');
  const prefix = parsePrefixLoosely(values.get('PREFIX') ?? '');
  const answer =
    address === undefined && prefix !== undefined
      ? await client.routes(prefix.family, { prefix: formatPrefix(prefix) })
      : await client.routes(familyOfAddress(address ?? ''), { address });
  const shown = literals.has('bestpath') ? 'bestpath' : literals.has('multipath') ? 'multipath' : 'all';
  return { text: () => prefixText(answer, shown), json: () => prefixJson(answer, shown) };
}

/** A table of routes, or a part of the `whole` one. */
export function tableAnswer(
  answer: RoutesAnswer,
  family: FamilyName,
  whole: readonly PrefixView[] = answer.prefixes,
): ShownAnswer {
  return { text: () => tableText(answer, family, whole), json: () => tableJson(answer, family) };
}
