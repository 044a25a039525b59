import type { ShownAnswer, ShowRequest } from './show-form.ts';
import { familyAsked } from './show-form.ts';
import type { SummaryFilter } from './summary-json.ts';
import { familySummaryJson, summaryJson } from './summary-json.ts';
import type { SummaryLayout } from './summary-text.ts';
import { familySummaryText, summaryText, titledFamilySummaryText } from './summary-text.ts';

/** `show bgp … summary …`. */
export async function showSummary(request: ShowRequest): Promise<ShownAnswer> {
  const answer = await request.client.summary();
  const filter = filterAsked(request);
  const family = familyAsked(request);
  const layout = layoutAsked(request);
  if (family === undefined) {
    return { text: () => summaryText(answer, filter, layout), json: () => summaryJson(answer, filter) };
  }
  if (request.literals.has('unicast')) {
    return {
      text: () => familySummaryText(answer, family, filter, layout),
      json: () => familySummaryJson(answer, family, filter),
    };
  }
  const peers = answer.peers.map((peer) => ({
    ...peer,
    families: peer.families.filter((row) => row.family === family),
  }));
  return {
    text: () => titledFamilySummaryText(answer, family, filter, layout),
    json: () => summaryJson({ ...answer, peers }, filter),
  };
}

function filterAsked({ literals, values }: ShowRequest): SummaryFilter {
  const neighbor = values.get('NEIGHBOR');
  if (neighbor !== undefined) return { neighbor };
  if (literals.has('remote-as')) {
    const asNumber = values.get('ASN');
    if (asNumber !== undefined) return { remoteAs: Number(asNumber) };
    return { remoteAs: literals.has('internal') ? 'internal' : 'external' };
  }
  if (literals.has('established')) return 'established';
  return literals.has('failed') ? 'failed' : 'all';
}

function layoutAsked({ literals }: ShowRequest): SummaryLayout {
  if (literals.has('wide')) return 'wide';
  return literals.has('terse') ? 'terse' : 'usual';
}
