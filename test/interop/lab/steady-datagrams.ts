import { createSocket } from 'node:dgram';

/*
 * A ping of our own: `node steady-datagrams.ts echo ADDRESS` answers, `node steady-datagrams.ts send FROM TO` sends a
 * datagram every 10 ms and, told to end, waits for the last answers and writes how many were sent and answered.
 */

const port = 7;
const intervalMs = 10;
const lastAnswersMs = 500;

const [mode, from, to] = process.argv.slice(2);
if (mode === 'echo') echo(from);
else send(from, to);

function echo(address: string): void {
  const socket = createSocket('udp4');
  socket.on('message', (octets, { port: senderPort, address: sender }) =>
    socket.send(octets, senderPort, sender),
  );
  socket.bind(port, address, () => process.stdout.write('ready\n'));
}

function send(address: string, destination: string): void {
  const socket = createSocket('udp4');
  const answered = new Set<number>();
  let sent = 0;
  socket.on('message', (octets) => answered.add(octets.readUInt32BE()));
  // A datagram that the kernel has no route for is one that was lost.
  socket.on('error', () => undefined);
  socket.bind(0, address, () => {
    const timer = setInterval(() => {
      const octets = Buffer.alloc(4);
      octets.writeUInt32BE(sent);
      sent += 1;
      socket.send(octets, port, destination, () => undefined);
    }, intervalMs);
    process.once('SIGTERM', () => {
      clearInterval(timer);
      setTimeout(() => {
        process.stdout.write(`${JSON.stringify({ sent, answered: answered.size })}\n`);
        process.exit(0);
      }, lastAnswersMs);
    });
  });
}
