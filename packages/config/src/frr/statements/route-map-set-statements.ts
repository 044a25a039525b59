import { type RouteMapSetDocument, routeMapSetSchema } from '../../document/policy/route-map-set-document.ts';
import type { Statement, StatementRow } from '../statement.ts';

type SetKey = keyof RouteMapSetDocument;

/** How frr.conf writes changes: the form behind `set`, the keys that it may set, and what it says of them. */
type SetForm = {
  readonly form: string;
  /** Of these an entry has one at a time: a second replaces the first, as in FRR. */
  readonly keys: readonly SetKey[];
  /** Checked by the document's schema. */
  readonly read: (values: readonly string[], statement: Statement) => { readonly [Key in SetKey]?: unknown };
  readonly expected?: string;
};

const asPathPrepend: readonly SetKey[] = ['prependAsPath', 'prependLastAs'];
const communities: readonly SetKey[] = ['communities', 'addCommunities', 'noCommunities'];
const largeCommunities: readonly SetKey[] = ['largeCommunities', 'addLargeCommunities', 'noLargeCommunities'];

const setForms: readonly SetForm[] = [
  {
    form: 'aggregator as <ASNUM|(1-4294967295)> A.B.C.D',
    keys: ['aggregator'],
    read: ([asNumber, address]) => ({ aggregator: { asNumber: Number(asNumber), address } }),
  },
  {
    form: 'aigp-metric <igp-metric|(0-4294967295)>',
    keys: ['aigpMetric'],
    read: ([metric]) => ({ aigpMetric: metric === 'igp-metric' ? metric : Number(metric) }),
  },
  {
    form: 'as-path exclude LINE...',
    keys: ['excludeAsPath'],
    read: ([line]) => ({ excludeAsPath: line === 'all' ? 'all' : numbersOf(line) }),
    expected: 'AS numbers, or `all`',
  },
  {
    form: 'as-path prepend last-as (1-10)',
    keys: asPathPrepend,
    read: ([count]) => ({ prependLastAs: Number(count) }),
  },
  {
    form: 'as-path prepend LINE...',
    keys: asPathPrepend,
    read: ([line]) => ({ prependAsPath: numbersOf(line) }),
    expected: 'AS numbers, or `last-as` and 1 to 10',
  },
  {
    form: 'as-path replace <any|ASNUM> [ASNUM]',
    keys: ['replaceAsPath'],
    read: ([asNumber, by]) => ({
      replaceAsPath: {
        asNumber: asNumber === 'any' ? asNumber : Number(asNumber),
        ...(by === undefined ? {} : { by: Number(by) }),
      },
    }),
  },
  { form: 'atomic-aggregate', keys: ['atomicAggregate'], read: () => ({ atomicAggregate: true }) },
  {
    form: 'comm-list NAME delete',
    keys: ['deleteCommunities'],
    read: ([name]) => ({ deleteCommunities: name }),
  },
  {
    form: 'community LINE...',
    keys: communities,
    read: ([line]) => readCommunities(line, communities),
    expected: 'communities, as 65000:1 or no-export, then maybe `additive`; or `none`',
  },
  {
    form: 'extended-comm-list NAME delete',
    keys: ['deleteExtendedCommunities'],
    read: ([name]) => ({ deleteExtendedCommunities: name }),
  },
  {
    form: 'extcommunity bandwidth <(1-25600)|cumulative|num-multipaths> {non-transitive}',
    keys: ['linkBandwidth'],
    read: ([bandwidth], { options }) => ({
      linkBandwidth: {
        bandwidth: /^\d/.test(bandwidth) ? Number(bandwidth) : bandwidth,
        ...(options.has('non-transitive') ? { nonTransitive: true } : {}),
      },
    }),
  },
  {
    form: 'extcommunity none',
    keys: ['noExtendedCommunities'],
    read: () => ({ noExtendedCommunities: true }),
  },
  {
    form: 'extcommunity rt LINE...',
    keys: ['addRouteTargets'],
    read: ([line]) => ({ addRouteTargets: withoutAdditive(line) }),
    expected: 'route targets, as 65000:1 or 192.0.2.1:1',
  },
  {
    form: 'extcommunity soo LINE...',
    keys: ['addSitesOfOrigin'],
    read: ([line]) => ({ addSitesOfOrigin: withoutAdditive(line) }),
    expected: 'sites of origin, as 65000:1 or 192.0.2.1:1',
  },
  {
    form: 'ip next-hop <A.B.C.D|peer-address|unchanged>',
    keys: ['nextHop'],
    read: ([nextHop]) => ({ nextHop }),
  },
  { form: 'ipv6 next-hop global ADDRESS', keys: ['ipv6NextHop'], read: ([ipv6NextHop]) => ({ ipv6NextHop }) },
  {
    form: 'ipv6 next-hop local ADDRESS',
    keys: ['ipv6LinkLocalNextHop'],
    read: ([address]) => ({ ipv6LinkLocalNextHop: address }),
  },
  {
    form: 'ipv6 next-hop peer-address',
    keys: ['ipv6NextHop'],
    read: () => ({ ipv6NextHop: 'peer-address' }),
  },
  {
    form: 'large-comm-list NAME delete',
    keys: ['deleteLargeCommunities'],
    read: ([name]) => ({ deleteLargeCommunities: name }),
  },
  {
    form: 'large-community LINE...',
    keys: largeCommunities,
    read: ([line]) => readCommunities(line, largeCommunities),
    expected: 'large communities, as 65000:1:2, then maybe `additive`; or `none`',
  },
  {
    form: 'local-preference WORD',
    keys: ['localPreference'],
    read: ([localPreference]) => ({ localPreference }),
    expected: 'a number up to 4294967295, or one with + or - in front to change what is there',
  },
  {
    form: 'metric WORD',
    keys: ['med'],
    read: ([med]) => ({ med }),
    expected: 'a number up to 4294967295, or one with + or - in front to change what is there',
  },
  { form: 'origin <egp|igp|incomplete>', keys: ['origin'], read: ([origin]) => ({ origin }) },
  { form: 'originator-id A.B.C.D', keys: ['originatorId'], read: ([originatorId]) => ({ originatorId }) },
  { form: 'tag (1-4294967295)', keys: ['tag'], read: ([tag]) => ({ tag: Number(tag) }) },
  { form: 'weight (0-4294967295)', keys: ['weight'], read: ([weight]) => ({ weight: Number(weight) }) },
];

/** `set …`: what an entry of a route-map changes. */
export const routeMapSetStatements: readonly StatementRow[] = [
  withoutEffect('metric <rtt|+rtt|-rtt>', 'MULTI_EXIT_DISC stays as it is: round-trip times are not known'),
  ...setForms.map(setRow),
  withoutEffect('ipv6 next-hop prefer-global', 'the global next hop is always preferred'),
  withoutEffect(
    '<src|distance|table|metric-type|forwarding-address|label-index> LINE...',
    'about the kernel’s table or other protocols',
  ),
  withoutEffect('LINE...', 'the route passes without this change'),
];

function setRow({ expected, form, keys, read }: SetForm): StatementRow {
  return {
    where: ['route-map'],
    form: `set ${form}`,
    negation: 'allowed',
    status: 'supported',
    meaning: `\`set[].${keys.join('` or `set[].')}\` of an entry`,
    apply: (draft, statement) => {
      const { sets } = draft.currentRouteMapEntry();
      if (statement.negated) {
        removeKeys(sets, keys);
        return;
      }
      const checked = routeMapSetSchema.safeParse(read(statement.values, statement));
      if (!checked.success) {
        draft.report(statement, {
          severity: 'error',
          message: `${statement.values.join(' ')} cannot stand here`,
          expected: expected ?? form,
          fix: `write \`set ${form}\``,
        });
        return;
      }
      removeKeys(sets, keys);
      sets.push({ set: checked.data, place: draft.placeOf(statement) });
    },
  };
}

function removeKeys(sets: { readonly set: RouteMapSetDocument }[], keys: readonly SetKey[]): void {
  const index = sets.findIndex(({ set }) => keys.some((key) => set[key] !== undefined));
  if (index >= 0) sets.splice(index, 1);
}

/** One of the three keys: those instead of, those beside what is there, and none. */
function readCommunities(line: string, [instead, beside, none]: readonly SetKey[]) {
  const words = line.split(/\s+/);
  if (line === 'none') return { [none]: true };
  return words.at(-1) === 'additive' ? { [beside]: words.slice(0, -1) } : { [instead]: words };
}

/** These are always additive, as in FRR before it had the word. */
function withoutAdditive(line: string): string[] {
  const words = line.split(/\s+/);
  return words.at(-1) === 'additive' ? words.slice(0, -1) : words;
}

function numbersOf(line: string): number[] {
  return line.split(/\s+/).map((word) => (/^\d{1,10}$/.test(word) ? Number(word) : Number.NaN));
}

function withoutEffect(form: string, meaning: string): StatementRow {
  return {
    where: ['route-map'],
    form: `set ${form}`,
    negation: 'allowed',
    status: 'not-yet',
    meaning,
  };
}
