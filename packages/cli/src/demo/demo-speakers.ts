import assert from 'node:assert/strict';
import { parseFrrConf } from '@bgpeer/config';
import { Speaker } from '@bgpeer/speaker';
import type { DemoNode } from './demo-lab.ts';
import { demoFrrConf, nodeAsNumber, routerAddress, routerAsNumber } from './demo-lab.ts';

/** The demo's router, on any free port. `controlSocketPath` false: nobody can look into it from outside. */
export function demoRouter(controlSocketPath: string | false | undefined): Speaker {
  const { document } = parseFrrConf(demoFrrConf, { file: 'frr.conf' });
  assert(document !== undefined, "the demo's own frr.conf is good");
  return new Speaker({
    configuration: document,
    configurationSource: 'the demo',
    listen: [{ address: routerAddress, port: 0 }],
    fib: 'none',
    controlSocketPath,
  });
}

/** A node: a speaker with the timers and the graceful restart that Cilium's lab sets. */
export function demoNodeSpeaker(node: DemoNode, routerPort: number): Speaker {
  return new Speaker({
    configuration: {
      asNumber: nodeAsNumber,
      routerId: node.bgpIdentifier,
      hostName: node.hostName,
      ebgpRequiresPolicy: false,
      holdTimeSeconds: 9,
      keepaliveTimeSeconds: 3,
      gracefulRestart: { mode: 'restarter', restartTimeSeconds: 15 },
      networks: [node.podPrefix],
      peers: [
        {
          address: routerAddress,
          port: routerPort,
          localAddress: node.address,
          remoteAs: routerAsNumber,
        },
      ],
    },
    listen: [],
    fib: 'none',
    controlSocketPath: false,
  });
}
