import type { ConfigDocument } from '../../document/config-document.ts';
import type { Statement, StatementRow } from '../statement.ts';
import { partSetting, switchedOn } from './setting-rows.ts';

type Bestpath = NonNullable<ConfigDocument['bestpath']>;

/** The switches of the decision process. */
export const bestpathStatements: readonly StatementRow[] = [
  partSetting('router', 'bgp always-compare-med', 'bestpath', 'alwaysCompareMed', switchedOn),
  partSetting('router', 'bgp deterministic-med', 'bestpath', 'deterministicMed', switchedOn),
  partSetting('router', 'bgp bestpath as-path ignore', 'bestpath', 'asPathIgnore', switchedOn),
  partSetting(
    'router',
    'bgp bestpath as-path multipath-relax [<as-set|no-as-set>]',
    'bestpath',
    'multipathRelax',
    multipathRelaxOf,
  ),
  partSetting('router', 'bgp bestpath aigp', 'bestpath', 'aigp', switchedOn),
  partSetting('router', 'bgp bestpath compare-routerid', 'bestpath', 'compareRouterId', switchedOn),
  partSetting('router', 'bgp bestpath med missing-as-worst', 'bestpath', 'medMissingAsWorst', switchedOn),
  partSetting(
    'router',
    'bgp bestpath peer-type multipath-relax',
    'bestpath',
    'peerTypeMultipathRelax',
    switchedOn,
  ),
  partSetting(
    'router',
    'bgp bestpath bandwidth [<ignore|skip-missing|default-weight-for-missing>]',
    'bestpath',
    'linkBandwidth',
    ({ negated, values }) => {
      const [use = 'by-weight'] = negated ? [] : values;
      return use as Bestpath['linkBandwidth'];
    },
  ),
];

function multipathRelaxOf({ negated, values }: Statement): Bestpath['multipathRelax'] {
  return !negated && values[0] === 'as-set' ? 'as-set' : !negated;
}
