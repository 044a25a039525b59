import { formatPrefix, isIpv4, parsePrefixLoosely } from '@bgpeer/bgp-wire';
import type { RouterConfiguration } from '@bgpeer/router';
import { frrConfiguration, VirtualNetwork, type VirtualRouter } from '@bgpeer/testkit';

/** A row of `frr/topotests`: several routers as FRR is configured for them. */
export interface TopotestRow {
  readonly name: string;
  /** By router and file: `r1/zebra.conf`. */
  readonly configs: Readonly<Record<string, string>>;
  /** Who is on a link, in the order of their interfaces. */
  readonly links: Readonly<Record<string, readonly string[]>>;
  readonly expectFiles: Readonly<Record<string, unknown>>;
  readonly checks: readonly {
    readonly function: string;
    readonly commands: readonly string[];
    readonly expected: readonly unknown[];
  }[];
}

/** An address of an interface, with the length of its subnet. */
interface InterfaceAddress {
  readonly interfaceName: string;
  readonly address: string;
  readonly length: number;
}

/** The routers of a row that reach each other, joined by a network in virtual time. */
export class Topology {
  readonly network = new VirtualNetwork();
  readonly #row: TopotestRow;
  readonly #routers = new Map<string, VirtualRouter>();
  /** What each router is configured with so far. */
  readonly #texts = new Map<string, string>();

  constructor(row: TopotestRow, names: readonly string[]) {
    this.#row = row;
    for (const name of names) this.#addRouter(name);
    for (const router of this.#routers.values()) router.start();
    this.converge();
  }

  has(name: string): boolean {
    return this.#routers.has(name);
  }

  router(name: string): VirtualRouter {
    return this.#routers.get(name)!;
  }

  /** What an operator types into a router that runs, at the end of what it was configured with. */
  configure(name: string, lines: readonly string[]): void {
    const text = [this.#texts.get(name), ...lines].join('\n');
    this.#texts.set(name, text);
    this.router(name).command({ name: 'configure', configuration: this.#configuration(name, text) });
    this.converge();
  }

  /** As long as topotests wait for the same. */
  converge(): void {
    this.network.runFor(60_000);
  }

  /** Interfaces have no names in virtual time: where one stands for what is reached through it, its address does, and for lo ours. */
  withAddresses(name: string, text: string): string {
    const others = new Map<string, string>();
    for (const { interfaceName } of addressesOf(this.#row, name)) {
      const other = otherEnd(this.#row, name, interfaceName);
      if (other !== undefined) others.set(interfaceName, other);
    }
    const own = addressesOf(this.#row, name).find(({ interfaceName }) => interfaceName === 'lo');
    return (
      text
        // The words of a configuration of ours are whole.
        .replace(/(address-family ipv4) uni$/m, '$1 unicast')
        .replaceAll('update-source lo', `update-source ${own?.address}`)
        .replace(/neighbor (\S+) interface remote-as/g, 'neighbor $1 remote-as')
        .replace(/neighbor (\S+)/g, (_, word: string) => `neighbor ${others.get(word) ?? word}`)
    );
  }

  #addRouter(name: string): void {
    const addresses = addressesOf(this.#row, name);
    const text = configurationText(this.#row, name);
    this.#texts.set(name, text);
    const router = this.network.addRouter(name, this.#configuration(name, text), {
      addresses: addresses.map(({ address }) => address),
    });
    for (const { interfaceName, address, length } of addresses) {
      router.hear({
        type: 'underlay-route-changed',
        route: {
          family: isIpv4(address) ? 'ipv4-unicast' : 'ipv6-unicast',
          prefix: subnetOf(address, length),
          protocol: 'connected',
          nextHops: [{ interfaceName }],
          metric: 0,
        },
      });
    }
    router.hear({ type: 'underlay-known' });
    this.#routers.set(name, router);
  }

  /**
   * With what FRR takes from the machine: its name, the highest address of loopback, else of any interface, as the router
   * id, and the address on the link to a peer.
   */
  #configuration(name: string, text: string): RouterConfiguration {
    const addresses = addressesOf(this.#row, name).filter(({ address }) => isIpv4(address));
    const loopback = addresses.filter(({ interfaceName }) => interfaceName === 'lo');
    const [highest] = (loopback.length === 0 ? addresses : loopback)
      .map(({ address }) => address)
      .sort((one, other) => addressNumber(other) - addressNumber(one));
    const configuration = frrConfiguration(
      `hostname ${name}\nip router-id ${highest}\n${this.withAddresses(name, text)}`,
    );
    const onLinkTo = (peer: string) =>
      addresses.find(({ address, length }) => subnetOf(address, length) === subnetOf(peer, length));
    const peers = configuration.peers.map((peer) => {
      const localAddress = peer.localAddress ?? onLinkTo(peer.address)?.address;
      return localAddress === undefined ? peer : { ...peer, localAddress };
    });
    return { ...configuration, peers };
  }
}

/** The routers of a row in groups that links join: addresses are unique in a group only. */
export function groupsOf({ configs, links }: TopotestRow): readonly (readonly string[])[] {
  const groupOf = new Map<string, string[]>();
  for (const name of new Set(Object.keys(configs).map((path) => path.split('/')[0])))
    groupOf.set(name, [name]);
  for (const members of Object.values(links)) {
    const joined = [...new Set(members.flatMap((name) => groupOf.get(name)!))];
    for (const name of joined) groupOf.set(name, joined);
  }
  return [...new Set(groupOf.values())];
}

function configurationText({ configs }: TopotestRow, name: string): string {
  const files = ['frr.conf', 'zebra.conf', 'bgpd.conf'].map((file) => configs[`${name}/${file}`]);
  return files.filter((text) => text !== undefined).join('\n');
}

function addressesOf(row: TopotestRow, name: string): InterfaceAddress[] {
  const addresses: InterfaceAddress[] = [];
  let interfaceName = '';
  for (const line of configurationText(row, name).split('\n')) {
    interfaceName = /^int(?:erface)? (\S+)/.exec(line)?.[1] ?? interfaceName;
    const found = /^\s*ip(?:v6)? addr(?:ess)? ([0-9a-f.:]+)\/(\d+)/.exec(line);
    if (found !== null) addresses.push({ interfaceName, address: found[1], length: Number(found[2]) });
  }
  return addresses;
}

/** The address at the other end of the link that an interface is on; undefined unless there is one other end. */
function otherEnd(row: TopotestRow, name: string, interfaceName: string): string | undefined {
  const own = addressesOf(row, name).find((each) => each.interfaceName === interfaceName);
  const subnet = own && subnetOf(own.address, own.length);
  const [other, ...more] = groupsOf(row)
    .find((group) => group.includes(name))!
    .filter((each) => each !== name)
    .flatMap((each) => addressesOf(row, each))
    .filter(({ address, length }) => subnetOf(address, length) === subnet);
  return more.length === 0 ? other?.address : undefined;
}

function subnetOf(address: string, length: number): string {
  return formatPrefix(parsePrefixLoosely(`${address}/${length}`)!);
}

function addressNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
