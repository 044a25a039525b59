import type { PeerFamilyView, PeerView } from '@bgpeer/router';
import { familyKey } from './family-words.ts';
import type { ShownAnswer, ShowRequest } from './show-form.ts';
import { familyAsked } from './show-form.ts';

/** A group and who is in it: all of them have what makes the group. */
interface UpdateGroup {
  readonly number: number;
  readonly row: PeerFamilyView;
  readonly members: readonly PeerView[];
}

/** `show bgp update-groups`: subgroups, and what was counted of them, are not told apart. */
export async function showUpdateGroups(request: ShowRequest): Promise<ShownAnswer> {
  const { peers } = await request.client.peers();
  const family = familyAsked(request);
  const groups = updateGroups(peers).filter(({ row }) => family === undefined || row.family === family);
  return { text: () => groups.flatMap(groupLines), json: () => groupsJson(groups) };
}

/** In the order of their numbers. */
function updateGroups(peers: readonly PeerView[]): UpdateGroup[] {
  const groups = new Map<number, { readonly row: PeerFamilyView; readonly members: PeerView[] }>();
  for (const peer of peers) {
    for (const row of peer.families) {
      if (row.updateGroup === undefined) continue;
      const group = groups.get(row.updateGroup) ?? { row, members: [] };
      group.members.push(peer);
      groups.set(row.updateGroup, group);
    }
  }
  return [...groups]
    .map(([number, group]) => ({ number, ...group }))
    .sort((one, other) => one.number - other.number);
}

function groupLines({ number, row, members }: UpdateGroup): string[] {
  const [{ localAs, localAsNumber, settings }] = members;
  const routeMap = settings.families[row.family]?.exportFilters?.routeMap;
  return [
    `Update-group ${number}:`,
    ...(routeMap === undefined ? [] : [`  Outgoing route map: ${routeMap}`]),
    `  MRAI value (seconds): ${settings.advertisementIntervalSeconds}`,
    ...(localAs === undefined
      ? []
      : [
          `  Local AS ${localAsNumber}${localAs.noPrepend ? ' no-prepend' : ''}${localAs.replaceAs ? ' replace-as' : ''}`,
        ]),
    '',
    `  Update-subgroup ${number}:`,
    `    Adj-out list count: ${row.sentPrefixCount}`,
    '    Peers:',
    ...members.map(({ address }) => `      - ${address}`),
  ];
}

function groupsJson(groups: readonly UpdateGroup[]) {
  return Object.fromEntries(
    groups.map(({ number, row, members }) => [
      number,
      {
        family: familyKey(row.family),
        adjListCount: row.sentPrefixCount,
        peers: members.map(({ address }) => address),
      },
    ]),
  );
}
