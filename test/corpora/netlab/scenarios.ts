import { frrConfiguration, VirtualNetwork } from '@bgpeer/testkit';
import type { Comparison } from '../corpus-case.ts';
import { readCorpusRows } from '../corpus-files.ts';
import { askedKeysOf } from '../routers/asked-keys.ts';
import { once, type RouterCase, type RouterSource } from '../routers/router-case.ts';
import { showJson } from '../routers/show-command.ts';
import { Lab, type LabNode, prefixOf, withoutLength } from './lab.ts';
import { neighborsOf, nodeConfiguration } from './node-configuration.ts';
import { namedPrefix } from './node-policies.ts';
import type { ScenarioRow, Written } from './scenario.ts';

type Expectation = NonNullable<ScenarioRow['validate'][number]['expect']>;

/** netlab's integration tests: what the probes around a device must see of it; here every node is a router of ours. */
export function netlabScenarios(): RouterSource {
  const name = 'netlab/scenarios';
  const cases = readCorpusRows<ScenarioRow>(`${name}.jsonl`).flatMap(casesOf);
  return { name, cases, caseCountMin: 182 };
}

function casesOf(row: ScenarioRow): RouterCase[] {
  const scene = once(() => new Scene(new Lab(row)));
  return row.validate.flatMap(({ id, nodes = [], expect }) =>
    expect === undefined
      ? []
      : nodes.map((node) => ({
          name: `${row.name} ${id} ${node}`,
          compare: () => scene().compare(node, expect),
        })),
  );
}

class Scene {
  readonly #lab: Lab;
  readonly #network = new VirtualNetwork();
  readonly #routers;

  constructor(lab: Lab) {
    this.#lab = lab;
    this.#routers = new Map(lab.nodes.map((node) => [node.name, this.#addRouter(node)]));
    for (const router of this.#routers.values()) router.start();
    this.#network.runFor(60_000);
  }

  compare(
    name: string,
    { check, args, with: conditions = {} }: Expectation,
  ): Comparison | Promise<Comparison> {
    const node = this.#lab.node(name);
    switch (check) {
      case 'bgp_neighbor':
      case 'bgp_neighbor_details':
        return this.#compareNeighbor(node, args[1] as string, conditions);
      case 'bgp_prefix':
        return this.#comparePrefix(node, this.#resolve(args[0]) as string, conditions);
      default:
        return { theirs: check, ours: 'nothing that a router of ours does' };
    }
  }

  #addRouter(node: LabNode) {
    const addresses = this.#lab.links.flatMap(({ ends }) =>
      ends.filter((end) => end.node === node).flatMap(({ ipv4, ipv6 }) => [ipv4 ?? [], ipv6 ?? []].flat()),
    );
    const loopbacks = Object.values(node.loopback).map(withoutLength);
    return this.#network.addRouter(node.name, frrConfiguration(nodeConfiguration(this.#lab, node)), {
      addresses: [...loopbacks, ...addresses],
    });
  }

  /** `state` is Established unless another one, or one of several, is asked for; other conditions are keys of FRR's JSON. */
  async #compareNeighbor(
    node: LabNode,
    other: string,
    { af = 'ipv4', state = 'Established', intf: _, ...keys }: Readonly<Record<string, Written>>,
  ): Promise<Comparison> {
    const neighbor = neighborsOf(this.#lab, node).find(
      ({ name, address, isUnnumbered }) =>
        name === other && (isUnnumbered || address.includes(':') === (af === 'ipv6')),
    );
    if (neighbor === undefined) return { theirs: state, ours: 'no such neighbor' };
    const shown = await this.#show(node, `show bgp neighbors ${neighbor.address} json`);
    const fields = (shown as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[neighbor.address];
    const isAsked = [state].flat().includes(fields['bgpState'] as string);
    return {
      theirs: { state, ...keys },
      ours: { state: isAsked ? state : fields['bgpState'], ...(askedKeysOf(fields, keys) as object) },
    };
  }

  async #comparePrefix(
    node: LabNode,
    text: string,
    { af: _, state, ...conditions }: Readonly<Record<string, Written>>,
  ): Promise<Comparison> {
    const family = text.includes(':') ? 'ipv6' : 'ipv4';
    const shown = await this.#show(node, `show bgp ${family} unicast ${prefixOf(text)} json`);
    const { paths = [] } = shown as { readonly paths?: readonly Path[] };
    const path = paths.find(({ bestpath }) => bestpath !== undefined);
    const asked = Object.keys(conditions);
    const found = path !== undefined && asked.every((key) => this.#holds(path, key, conditions[key]));
    const words = state === 'missing' ? 'missing' : 'there';
    // A community that is missing is missing from a prefix that is there.
    const isThere = asked.length === 0 ? path !== undefined : found;
    if (state === 'missing' && asked.length > 0 && path === undefined)
      return { theirs: words, ours: `${text} is not there` };
    const said = asked.map((key) => (path === undefined ? 'no path' : saidOf(path, key)));
    return { theirs: words, ours: (state === 'missing') !== isThere ? words : `not so: ${said.join(', ')}` };
  }

  #holds(path: Path, key: string, wanted: Written): boolean {
    const said = saidOf(path, key);
    switch (key) {
      case 'nh':
        return said === withoutLength(this.#resolve(wanted) as string);
      case 'community':
        return Object.entries(wanted).every(
          ([kind, value]) => path[kind as Kind]?.string.includes(value) === true,
        );
      case 'as_elements':
        return (wanted as readonly number[]).every((asNumber) => said.split(' ').includes(`${asNumber}`));
      default:
        return said === `${wanted}`;
    }
  }

  #show(node: LabNode, command: string): Promise<unknown> {
    return showJson(this.#routers.get(node.name)!, this.#network.now, command);
  }

  /** The value of an expression: an address or a prefix of the topology. */
  #resolve(written: Written | undefined): unknown {
    const expression = (written as { readonly expr?: string } | undefined)?.expr;
    if (expression === undefined) return written;
    const loopback = /nodes\.(\w+)\.loopback\.(ipv4|ipv6)/.exec(expression);
    if (loopback !== null) return this.#lab.node(loopback[1]).loopback[loopback[2] as 'ipv4'];
    const link = /links\[(\d+)\]\.prefix\.(ipv4|ipv6)/.exec(expression);
    if (link !== null) return this.#lab.links[Number(link[1])].prefix[link[2] as 'ipv4'];
    const named = /prefix\.(\w+)\.ipv4/.exec(expression);
    if (named !== null) return namedPrefix(this.#lab, named[1]);
    throw new Error(`the rows have an expression ${expression}`);
  }
}

type Kind = 'community' | 'extendedCommunity' | 'largeCommunity';

interface Path extends Readonly<Partial<Record<Kind, { readonly string: string }>>> {
  readonly bestpath?: object;
  readonly aspath: { readonly string: string };
  readonly metric?: number;
  readonly locPrf?: number;
  readonly nexthops: readonly { readonly ip: string }[];
}

/** What a path says of a condition. */
function saidOf(path: Path, key: string): string {
  switch (key) {
    case 'nh':
      return path.nexthops[0].ip;
    case 'aspath':
    case 'as_elements':
      return path.aspath.string;
    case 'med':
      return `${path.metric}`;
    case 'locpref':
      return `${path.locPrf}`;
    case 'community':
      return JSON.stringify([path.community, path.extendedCommunity, path.largeCommunity]);
    default:
      throw new Error(`the rows have a condition ${key}`);
  }
}
