import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Speaker } from '@bgpeer/speaker';
import { expect, test } from 'vitest';

test('the example waits for its peer and the route, says so, and ends', async () => {
  const port = await freePort();
  const example = spawn(
    process.execPath,
    [join(import.meta.dirname, 'speaker-in-ten-lines.ts'), String(port)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const node = new Speaker({
    configuration: {
      asNumber: 65001,
      routerId: '192.168.10.100',
      ebgpRequiresPolicy: false,
      connectRetryTimeSeconds: 1,
      networks: ['172.16.1.1/32'],
      peers: [{ address: '127.0.0.1', remoteAs: 65000, port, localAddress: '127.0.0.10' }],
    },
    listen: [],
    controlSocketPath: false,
  });
  await node.start();
  try {
    const [printed, [exitCode]] = await Promise.all([text(example.stdout), once(example, 'exit')]);
    expect(printed).toBe('172.16.1.1/32 goes to 127.0.0.10\n');
    expect(exitCode).toBe(0);
    expect(node.router.peer('127.0.0.1')?.lastReset?.text).toContain('that was all');
  } finally {
    example.kill();
    await node.stop();
  }
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
