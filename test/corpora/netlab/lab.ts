import { formatPrefix, parsePrefixLoosely } from '@bgpeer/bgp-wire';
import { at, type ScenarioRow, type Tree, unfolded } from './scenario.ts';

/** A node with what netlab makes up for it. */
export interface LabNode {
  readonly name: string;
  readonly id: number;
  readonly asNumber: number;
  readonly settings: Tree;
  /** With their lengths. */
  readonly loopback: { readonly ipv4: string; readonly ipv6?: string };
}

export interface LabLink {
  readonly settings: Tree;
  readonly prefix: { readonly ipv4?: string; readonly ipv6?: string };
  /** In the order of the row; without those of a VRF. */
  readonly ends: readonly LinkEnd[];
  readonly isUnnumbered: boolean;
}

export interface LinkEnd {
  readonly node: LabNode;
  readonly settings: Tree;
  /** Without a length. */
  readonly ipv4?: string;
  readonly ipv6?: string;
}

/** The nodes and links of a row, with addresses. */
export class Lab {
  readonly topology: Tree;
  readonly nodes: readonly LabNode[];
  readonly links: readonly LabLink[];
  readonly #hasIpv6: boolean;

  constructor(row: ScenarioRow) {
    this.topology = unfolded(row.topology) as Tree;
    this.#hasIpv6 = JSON.stringify(row).includes('ipv6');
    const written = Object.entries(at<Tree>(this.topology, 'nodes')!);
    this.nodes = written.map(([name, settings], place) => this.#node(name, (settings ?? {}) as Tree, place));
    this.links = at<readonly unknown[]>(this.topology, 'links')!.map((link, place) =>
      this.#link(link, place),
    );
  }

  node(name: string): LabNode {
    return this.nodes.find((node) => node.name === name)!;
  }

  #node(name: string, settings: Tree, place: number): LabNode {
    const id = at<number>(settings, 'id') ?? place + 1;
    const asNumber =
      at<number>(settings, 'bgp', 'as') ?? at<number>(this.topology, 'defaults', 'bgp', 'as') ?? 65_000;
    const ipv6 =
      at<string>(settings, 'loopback', 'ipv6') ?? (this.#hasIpv6 ? `2001:db8:1:${id}::1/64` : undefined);
    const ipv4 = at<string>(settings, 'loopback', 'ipv4') ?? `10.0.0.${id}/32`;
    return { name, id, asNumber, settings, loopback: { ipv4, ...(ipv6 !== undefined && { ipv6 }) } };
  }

  #link(written: unknown, place: number): LabLink {
    const settings = (
      typeof written === 'string'
        ? Object.fromEntries(written.split('-').map((name) => [name, null]))
        : written
    ) as Tree;
    const isUnnumbered = settings['unnumbered'] === true || at<boolean>(settings, 'prefix', 'ipv4') === true;
    const network = place + 1;
    const prefix = {
      ipv4: at<string>(settings, 'prefix', 'ipv4') ?? `10.1.${network}.0/24`,
      ipv6: at<string>(settings, 'prefix', 'ipv6') ?? `2001:db8:3:${network}::/64`,
    };
    const ends = this.nodes
      .filter(({ name }) => name in settings)
      .map((node): LinkEnd => {
        const own = (settings[node.name] ?? {}) as Tree;
        if (isUnnumbered) return { node, settings: own, ipv6: `fe80::${network}:${node.id}` };
        return {
          node,
          settings: own,
          ipv4: addressIn(prefix.ipv4, node.id),
          ...(this.#hasIpv6 && { ipv6: addressIn(prefix.ipv6, node.id) }),
        };
      });
    const isVrf = ends.some((end) => 'vrf' in end.settings);
    return { settings, prefix: isUnnumbered ? {} : prefix, ends: isVrf ? [] : ends, isUnnumbered };
  }
}

/** The canonical prefix that an address with a length is in. */
export function prefixOf(text: string): string {
  return formatPrefix(parsePrefixLoosely(text)!);
}

/** An address with its length, without it. */
export function withoutLength(text: string): string {
  return text.split('/')[0];
}

function addressIn(prefix: string, number: number): string {
  const base = withoutLength(prefix);
  return base.includes(':') ? `${base}${number}` : base.replace(/0$/, `${number}`);
}
