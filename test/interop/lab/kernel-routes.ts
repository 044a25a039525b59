import type { Namespace } from './namespace.ts';

interface KernelRoute {
  readonly dst: string;
  readonly metric?: number;
  readonly gateway?: string;
  readonly nexthops?: readonly { readonly gateway: string }[];
}

/** BGP's IPv4 routes in the kernel's table: by prefix (a host route as /32), the next hops in order. */
export async function kernelBgpRoutes(namespace: Namespace): Promise<Record<string, string[]>> {
  const text = await namespace.ip('-j', '-4', 'route', 'show', 'proto', 'bgp');
  const routes = JSON.parse(text === '' ? '[]' : text) as KernelRoute[];
  return Object.fromEntries(routes.map((route) => [prefixOf(route), nextHopsOf(route)]));
}

function prefixOf({ dst }: KernelRoute): string {
  return dst.includes('/') ? dst : `${dst}/32`;
}

function nextHopsOf({ gateway, nexthops = [] }: KernelRoute): string[] {
  return gateway === undefined ? nexthops.map((nextHop) => nextHop.gateway).sort() : [gateway];
}
