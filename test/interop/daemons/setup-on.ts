import { join } from 'node:path';
import type { Lab } from '../lab/lab.ts';
import type { DaemonSetup } from './daemon.ts';

/** What a daemon on a host of the lab is told that has a whole configuration besides; its one peer is the lab's router. */
export function setupOn(lab: Lab, hostName: string, asNumber: number, routerAsNumber: number): DaemonSetup {
  const { namespace, ipv4, routerIpv4 } = lab.host(hostName);
  return {
    namespace,
    folder: join(lab.folder, hostName),
    asNumber,
    routerId: ipv4,
    holdTimeSeconds: 9,
    peers: [{ localAddress: ipv4, address: routerIpv4, asNumber: routerAsNumber, passive: true }],
  };
}
