import { appendFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';

/*
 * Runs inside ExaBGP as its API process: what ExaBGP says (JSON, a line each) goes to the file given first, and what
 * comes on the Unix socket given second goes to ExaBGP as commands.
 */
const [reportFile, socketPath] = process.argv.slice(2);

process.stdin.on('data', (octets) => appendFileSync(reportFile, octets));
process.stdin.on('end', () => process.exit(0));

rmSync(socketPath, { force: true });
createServer((connection) => {
  connection.on('data', (octets) => process.stdout.write(octets));
  connection.on('end', () => connection.end());
}).listen(socketPath);
