import { isIpv4 } from '@bgpeer/bgp-wire';
import { type Lab, type LabNode, type LinkEnd, prefixOf, withoutLength } from './lab.ts';
import { listLines, namedPolicy, originated, routeMapLines } from './node-policies.ts';
import { at, type Tree } from './scenario.ts';

/** A neighbor of a node, in one family of addresses. */
export interface LabNeighbor {
  readonly name: string;
  readonly address: string;
  readonly asNumber: number;
  /** What the two ends of the link say: nothing for an internal neighbor. */
  readonly own: LinkEnd | undefined;
  readonly localAddress: string;
  readonly isUnnumbered: boolean;
}

/** Everybody a node has a session with: across links, and of its own AS from loopback to loopback. */
export function neighborsOf(lab: Lab, node: LabNode): LabNeighbor[] {
  return [...externalNeighbors(lab, node), ...internalNeighbors(lab, node)];
}

/** What netlab makes of a node, as an frr.conf. */
export function nodeConfiguration(lab: Lab, node: LabNode): string {
  const neighbors = neighborsOf(lab, node);
  const maps = neighbors.flatMap((neighbor) => policyLines(lab, node, neighbor));
  return [
    `hostname ${node.name}`,
    ...listLines(lab, node),
    ...maps,
    `router bgp ${node.asNumber}`,
    ` bgp router-id 10.0.0.${node.id}`,
    ' no bgp ebgp-requires-policy',
    ' no bgp default ipv4-unicast',
    ...neighbors.flatMap((neighbor) => sessionLines(node, neighbor)),
    ...familyLines(lab, node, neighbors, 'ipv4'),
    ...familyLines(lab, node, neighbors, 'ipv6'),
    ...configletLines(lab, node, neighbors),
  ].join('\n');
}

function externalNeighbors(lab: Lab, node: LabNode): LabNeighbor[] {
  return lab.links.flatMap(({ ends, isUnnumbered }) => {
    const own = ends.find((end) => end.node === node);
    if (own === undefined) return [];
    const hasServer = ends.some((end) => at<boolean>(end.node.settings, 'bgp', 'rs') === true);
    return ends
      .filter((end) => end.node.asNumber !== node.asNumber)
      .filter((end) => !hasServer || [end, own].some((each) => at(each.node.settings, 'bgp', 'rs') === true))
      .flatMap((end) =>
        (['ipv4', 'ipv6'] as const).flatMap((family) => {
          const [address, localAddress] = [end[family], own[family]];
          if (address === undefined || localAddress === undefined) return [];
          const asNumber = at<number>(end.settings, 'bgp', 'local_as') ?? end.node.asNumber;
          return [{ name: end.node.name, address, asNumber, own, localAddress, isUnnumbered }];
        }),
      );
  });
}

/** Everybody with everybody, or with the reflectors where there are some. */
function internalNeighbors({ nodes }: Lab, node: LabNode): LabNeighbor[] {
  const inAs = nodes.filter(({ asNumber }) => asNumber === node.asNumber);
  const hasReflector = inAs.some(isReflector);
  return inAs
    .filter((other) => other !== node && (!hasReflector || isReflector(node) || isReflector(other)))
    .flatMap(({ name, asNumber, loopback }) =>
      (['ipv4', 'ipv6'] as const).flatMap((family) => {
        const [address, localAddress] = [loopback[family], node.loopback[family]];
        if (address === undefined || localAddress === undefined) return [];
        return [
          {
            name,
            address: withoutLength(address),
            asNumber,
            own: undefined,
            localAddress: withoutLength(localAddress),
            isUnnumbered: false,
          },
        ];
      }),
    );
}

function isReflector({ settings }: LabNode): boolean {
  return at<boolean>(settings, 'bgp', 'rr') === true;
}

function sessionLines({ settings }: LabNode, neighbor: LabNeighbor): string[] {
  const { address, asNumber, own, localAddress, isUnnumbered } = neighbor;
  const start = ` neighbor ${address}`;
  const ofLink = (key: string) => at<number | boolean | Tree>(own?.settings, 'bgp', key);
  const timers = ofLink('timers');
  const isPassive = ofLink('passive') ?? at(settings, 'bgp', 'passive');
  return [
    `${start} remote-as ${asNumber}`,
    `${start} update-source ${localAddress}`,
    ...(ofLink('local_as') === undefined ? [] : [`${start} local-as ${ofLink('local_as')}`]),
    ...(isPassive === true ? [`${start} passive`] : []),
    ...(timers === undefined
      ? []
      : [`${start} timers ${at<number>(timers, 'keepalive')} ${at<number>(timers, 'hold')}`]),
    ...(isUnnumbered ? [`${start} capability extended-nexthop`] : []),
  ];
}

function familyLines(
  lab: Lab,
  node: LabNode,
  neighbors: readonly LabNeighbor[],
  family: 'ipv4' | 'ipv6',
): string[] {
  const speaking = neighbors.filter(
    ({ address, isUnnumbered }) => isUnnumbered || isIpv4(address) === (family === 'ipv4'),
  );
  const networks = networksOf(lab, node).filter((prefix) => prefix.includes(':') === (family === 'ipv6'));
  return [
    ` address-family ${family} unicast`,
    ...networks.map((prefix) => `  network ${prefix}`),
    ...speaking.flatMap((neighbor) => neighborFamilyLines(lab, node, neighbor)),
    ' exit-address-family',
  ];
}

function networksOf(lab: Lab, node: LabNode): string[] {
  const isAdvertised =
    at<boolean>(node.settings, 'bgp', 'advertise_loopback') ??
    at<boolean>(lab.topology, 'bgp', 'advertise_loopback') ??
    true;
  const links = lab.links.filter(
    ({ ends, settings }) =>
      at<boolean>(settings, 'bgp', 'advertise') === true && ends.some((end) => end.node === node),
  );
  return [
    ...(isAdvertised ? Object.values(node.loopback) : []),
    ...links.flatMap(({ prefix }) => Object.values(prefix)),
    ...originated(lab, node),
  ].map(prefixOf);
}

function neighborFamilyLines(lab: Lab, node: LabNode, neighbor: LabNeighbor): string[] {
  const { address, own } = neighbor;
  const start = `  neighbor ${address}`;
  const ofLink = (key: string) => at<number | boolean>(own?.settings, 'bgp', key);
  const weight = ofLink('weight');
  const directions = (['in', 'out'] as const).filter(
    (direction) => policyEntries(lab, node, neighbor, direction) !== undefined,
  );
  return [
    `${start} activate`,
    ...(own === undefined
      ? [`${start} next-hop-self`]
      : [`  no neighbor ${address} send-community extended`]),
    ...(own === undefined && isReflector(node) ? [`${start} route-reflector-client`] : []),
    ...(own !== undefined && at(node.settings, 'bgp', 'rs') === true ? [`${start} route-server-client`] : []),
    ...(ofLink('as_override') === true ? [`${start} as-override`] : []),
    ...(ofLink('default_originate') === true ? [`${start} default-originate`] : []),
    ...(weight === undefined ? [] : [`${start} weight ${weight}`]),
    ...directions.map((direction) => `${start} route-map ${mapName(neighbor, direction)} ${direction}`),
  ];
}

/** What is set on routes from, or to, a neighbor: by a policy that the link names, or by settings of the link or the node. */
function policyEntries(
  lab: Lab,
  node: LabNode,
  { own }: LabNeighbor,
  direction: 'in' | 'out',
): readonly Tree[] | undefined {
  if (own === undefined) return undefined;
  const name = at<string>(own.settings, 'bgp', 'policy', direction);
  if (name !== undefined) return namedPolicy(lab, node, name);
  const prepend = at<Tree>(own.settings, 'bgp', 'prepend');
  if (direction === 'out') return prepend && [{ prepend }];
  const locpref = at<number>(own.settings, 'bgp', 'locpref') ?? at<number>(node.settings, 'bgp', 'locpref');
  const bandwidth = at<number>(own.settings, 'bgp', 'bandwidth');
  return locpref === undefined && bandwidth === undefined ? undefined : [{ locpref, bandwidth }];
}

function policyLines(lab: Lab, node: LabNode, neighbor: LabNeighbor): string[] {
  return (['in', 'out'] as const).flatMap((direction) => {
    const entries = policyEntries(lab, node, neighbor, direction);
    return entries === undefined ? [] : routeMapLines(mapName(neighbor, direction), entries, node);
  });
}

function mapName({ address }: LabNeighbor, direction: 'in' | 'out'): string {
  return `${address}-${direction}`;
}

/** Lines of FRR that the topology has for a node: the loop over its neighbors written out. */
function configletLines(
  lab: Lab,
  { settings, asNumber }: LabNode,
  neighbors: readonly LabNeighbor[],
): string[] {
  const names = at<readonly string[]>(settings, 'config') ?? [];
  return names.flatMap((name) =>
    at<string>(lab.topology, 'configlets', name)!
      .replace('{{ bgp.as }}', `${asNumber}`)
      .replace(/\{% for n in bgp\.neighbors %\}\n([\s\S]*?)\{% endfor %\}/, (_, body: string) =>
        neighbors.map(({ address }) => body.replace('{{ n.ipv4 }}', address)).join(''),
      )
      .split('\n'),
  );
}
