import type { Treatment } from '../faults.ts';
import { OctetReader } from '../octets/octet-reader.ts';
import type { OctetWriter } from '../octets/octet-writer.ts';
import type { NlriProblem } from '../update/nlri-field.ts';
import { evpnForm } from './evpn-form.ts';
import { flowspecForm } from './flowspec-form.ts';
import { labelledPrefixForm } from './labelled-prefix.ts';
import { isNlriProblem, type NlriForm, type NlriReading } from './nlri-form.ts';
import type { NlriListName, NlriLists, NlriOf } from './nlri-lists.ts';
import { prefixForm } from './prefix.ts';
import { routeTargetMembershipForm } from './route-target-membership.ts';
import { vpnPrefixForm } from './vpn-prefix.ts';

/** What a list of NLRI says, as far as it could be read, and the strongest thing that is wrong with it. */
export interface NlriListRead {
  readonly lists: NlriLists;
  readonly problem?: NlriProblem & { readonly treatment: Treatment };
}

/** An NLRI of any kind. */
type AnyNlri = NlriOf<NlriListName>;

const forms: { readonly [Name in NlriListName]: NlriForm<NlriOf<Name>> } = {
  nlri: prefixForm,
  labelledPrefixes: labelledPrefixForm,
  vpnPrefixes: vpnPrefixForm,
  evpnRoutes: evpnForm,
  flowspecRules: flowspecForm,
  routeTargetMemberships: routeTargetMembershipForm,
};

/** Reads the octets from `start` to `end`; offsets of problems are in `octets`. An NLRI that is malformed is left out. */
export function readNlriList(
  octets: Uint8Array,
  start: number,
  end: number,
  reading: NlriReading,
  addPath: boolean,
): NlriListRead {
  const form: NlriForm<AnyNlri> = forms[reading.family.list] as NlriForm<AnyNlri>;
  const reader = new OctetReader(octets, start, end);
  const entries: AnyNlri[] = [];
  let problem: NlriListRead['problem'];
  while (reader.remaining > 0) {
    const offset = reader.offset;
    const pathIdentifier = addPath ? reader.uint32() : undefined;
    if (reader.remaining === 0) {
      const detail = 'no NLRI follows a path identifier';
      problem = { treatment: 'session-reset', reason: 'nlri-path-identifier', offset, detail };
      break;
    }
    const entry = form.read(reader, reading);
    if (!isNlriProblem(entry)) {
      entries.push(pathIdentifier === undefined ? entry : { ...entry, pathIdentifier });
      continue;
    }
    if (problem === undefined || entry.treatment === 'session-reset') problem = { ...entry, offset };
    if (entry.treatment === 'session-reset') break;
  }
  const lists: NlriLists = { nlri: [], [reading.family.list]: entries };
  return problem === undefined ? { lists } : { lists, problem };
}

/** Writes the list that is of the family's kind. An NLRI that the family cannot have is the programmer's error. */
export function writeNlriList(
  writer: OctetWriter,
  lists: NlriLists,
  reading: NlriReading,
  addPath: boolean,
): void {
  const form: NlriForm<AnyNlri> = forms[reading.family.list] as NlriForm<AnyNlri>;
  for (const entry of lists[reading.family.list] ?? []) {
    if (addPath) writer.uint32(entry.pathIdentifier ?? 0);
    form.write(writer, entry, reading);
  }
}
