/** How a test of your own may look: a router that your nodes dial, and waits on what happens instead of sleeps. */
import { Speaker } from '@bgpeer/speaker';
import { afterEach, beforeEach, expect, test } from 'vitest';

const timeoutMs = 10_000;
let tor: Speaker;
let nodes: Speaker[];

beforeEach(async () => {
  tor = new Speaker({
    configuration: {
      asNumber: 65000,
      routerId: '192.168.10.200',
      ebgpRequiresPolicy: false,
      bestpath: { multipathRelax: true },
      peerGroups: { NODES: { remoteAs: 'external', passive: true } },
      listenRanges: [{ prefix: '127.0.0.0/8', peerGroup: 'NODES' }],
    },
    listen: [{ address: '127.0.0.1', port: 0 }],
    controlSocketPath: false,
  });
  await tor.start();
  nodes = ['127.0.0.10', '127.0.0.11'].map(nodeAt);
  await Promise.all(nodes.map((node) => node.start()));
});

afterEach(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  await tor.stop();
});

test('a load-balancer address is reached through every node that has it', async () => {
  for (const node of nodes) node.addNetwork('172.16.1.1/32');
  const shared = await tor.waitForRoute('172.16.1.1/32', { nextHops: 2, timeoutMs });
  expect(shared.nextHops).toEqual(['127.0.0.10', '127.0.0.11']);

  nodes[0].deleteNetwork('172.16.1.1/32');
  await tor.waitForRoute('172.16.1.1/32', { nextHops: ['127.0.0.11'], timeoutMs });

  await nodes[1].stop();
  await tor.waitForRoute('172.16.1.1/32', { absent: true, timeoutMs });
});

/** Stands for the node that you would really test. */
function nodeAt(address: string): Speaker {
  const port = tor.listening[0].port;
  return new Speaker({
    configuration: {
      asNumber: 65001,
      routerId: address,
      ebgpRequiresPolicy: false,
      peers: [{ address: '127.0.0.1', remoteAs: 65000, port, localAddress: address }],
    },
    listen: [],
    controlSocketPath: false,
  });
}
