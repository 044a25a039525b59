import type { AfiSafi, Capability } from '@bgpeer/bgp-wire';
import { familyText } from './family-text.ts';

/** A capability in words, without line ends or control characters of the sender's. */
export function capabilityText(capability: Capability): string {
  switch (capability.name) {
    case 'multiprotocol':
      return `multiprotocol ${familyText(capability)}`;
    case 'route-refresh':
      return capability.legacy ? 'route-refresh (the code before RFC 2918)' : 'route-refresh';
    case 'outbound-route-filtering':
      return `outbound-route-filtering ${eachFamily(capability.families, ({ filters }) =>
        filters.map(({ type, mode }) => `type ${type} ${mode}`).join(' '),
      )}`;
    case 'extended-next-hop':
      return `extended-next-hop ${eachFamily(
        capability.encodings,
        ({ nextHopAfi }) => `by a next hop of AFI ${nextHopAfi}`,
      )}`;
    case 'bgpsec':
      return `bgpsec version ${capability.version}, ${capability.direction}, AFI ${capability.afi}`;
    case 'multiple-labels':
      return `multiple-labels ${eachFamily(capability.families, ({ labelCountMax }) => `up to ${labelCountMax}`)}`;
    case 'role':
      return `role ${capability.role}`;
    case 'graceful-restart':
      return gracefulRestartText(capability);
    case 'four-octet-as':
      return `four-octet-as ${capability.asNumber}`;
    case 'add-path':
      return `add-path ${eachFamily(capability.families, ({ mode }) => mode)}`;
    case 'long-lived-graceful-restart':
      return `long-lived-graceful-restart ${eachFamily(
        capability.families,
        ({ staleTimeSeconds, forwardingPreserved }) =>
          `stale for ${staleTimeSeconds} s${forwardingPreserved ? ', forwarding preserved' : ''}`,
      )}`;
    case 'routing-policy-distribution':
      return `routing-policy-distribution ${eachFamily(capability.families, ({ mode }) => mode)}`;
    case 'fqdn':
      return `fqdn ${quoted(capability.hostName)}${capability.domainName === '' ? '' : ` in ${quoted(capability.domainName)}`}`;
    case 'software-version':
      return `software-version ${quoted(capability.version)}`;
    case 'paths-limit':
      return `paths-limit ${eachFamily(capability.families, ({ pathCountMax }) => `${pathCountMax}`)}`;
    case 'dynamic-capability':
    case 'multisession':
      return `${capability.name} ${capability.value}`.trimEnd();
    case 'unrecognized':
      return `${capability.code} unrecognized ${capability.value}`.trimEnd();
    case 'extended-message':
    case 'enhanced-route-refresh':
    case 'bfd-strict-mode':
    case 'link-local-next-hop':
      return capability.name;
  }
}

function gracefulRestartText(capability: Extract<Capability, { name: 'graceful-restart' }>): string {
  const { restarting, notificationSupport, restartTimeSeconds, families } = capability;
  const bits = [...(restarting ? ['R'] : []), ...(notificationSupport ? ['N'] : [])].join(' ');
  const listed = eachFamily(families, ({ forwardingPreserved }) =>
    forwardingPreserved ? 'forwarding preserved (F)' : '',
  );
  return ['graceful-restart', `${restartTimeSeconds} s`, bits, listed]
    .filter((part) => part !== '')
    .join(' ');
}

function eachFamily<Row extends AfiSafi>(rows: readonly Row[], words: (row: Row) => string): string {
  return rows
    .map((row) => `[${[familyText(row), words(row)].filter((part) => part !== '').join(': ')}]`)
    .join(' ');
}

/** As a JSON string: what the sender wrote cannot move the cursor or end the line. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
