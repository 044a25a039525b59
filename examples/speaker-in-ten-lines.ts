/** A top-of-rack router in a Node program: `node examples/speaker-in-ten-lines.ts [PORT]`, and let 127.0.0.10 dial it. */
import { Speaker } from '@bgpeer/speaker';

const tor = new Speaker({
  configuration: {
    asNumber: 65000,
    routerId: '192.168.10.200',
    ebgpRequiresPolicy: false,
    peers: [{ address: '127.0.0.10', remoteAs: 'external', passive: true }],
  },
  listen: [{ address: '127.0.0.1', port: Number(process.argv[2] ?? 1790) }],
  controlSocketPath: false,
});
await tor.start();
await tor.waitForPeer('127.0.0.10', { timeoutMs: 60_000 });
const route = await tor.waitForRoute('172.16.1.1/32', { timeoutMs: 60_000 });
console.log(`${route.prefix} goes to ${route.nextHops.join(', ')}`);
await tor.stop({ communication: 'that was all' });
