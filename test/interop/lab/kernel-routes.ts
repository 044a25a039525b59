import type { Namespace } from './namespace.ts';

interface KernelRoute {
  readonly dst: string;
  readonly metric?: number;
  readonly gateway?: string;
  readonly nexthops?: readonly { readonly gateway: string; readonly weight: number }[];
}

/** BGP's IPv4 routes in the kernel's table: by prefix (a host route as /32), the next hops in order. */
export async function kernelBgpRoutes(namespace: Namespace): Promise<Record<string, string[]>> {
  const routes = await bgpRoutes(namespace);
  return Object.fromEntries(routes.map((route) => [prefixOf(route), nextHopsOf(route)]));
}

/** The same routes with the share of the load of each next hop. */
export async function kernelWeights(namespace: Namespace): Promise<Record<string, Record<string, number>>> {
  return Object.fromEntries(
    (await bgpRoutes(namespace)).map((route) => {
      const { gateway, nexthops = [] } = route;
      const hops = gateway === undefined ? nexthops : [{ gateway, weight: 1 }];
      return [prefixOf(route), Object.fromEntries(hops.map((hop) => [hop.gateway, hop.weight]))];
    }),
  );
}

async function bgpRoutes(namespace: Namespace): Promise<KernelRoute[]> {
  const text = await namespace.ip('-j', '-4', 'route', 'show', 'proto', 'bgp');
  return JSON.parse(text === '' ? '[]' : text) as KernelRoute[];
}

function prefixOf({ dst }: KernelRoute): string {
  return dst.includes('/') ? dst : `${dst}/32`;
}

function nextHopsOf({ gateway, nexthops = [] }: KernelRoute): string[] {
  return gateway === undefined ? nexthops.map((nextHop) => nextHop.gateway).sort() : [gateway];
}
