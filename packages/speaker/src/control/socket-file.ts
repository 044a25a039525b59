import { lstat, mkdir, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { ControlSocketError } from '../start-errors.ts';

/** Octets of a Unix socket's path that Linux takes (sockaddr_un, unix(7)), without the terminating zero. */
const pathOctetsMax = 107;

const chooseAnother = 'choose another path with --socket or BGPEER_SOCKET';

/**
 * Makes way for a Unix socket at `path`: its directory exists, for this user alone when made here, and a socket that a
 * dead process left is gone. Rejects with a ControlSocketError when the path cannot be had.
 */
export async function prepareSocketFile(path: string): Promise<void> {
  if (Buffer.byteLength(path) > pathOctetsMax) {
    throw new ControlSocketError(
      `the control socket's path is longer than ${pathOctetsMax} octets: ${path}`,
      chooseAnother,
    );
  }
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new ControlSocketError(
      `the directory of the control socket ${path} cannot be made: ${(error as Error).message}`,
      chooseAnother,
    );
  }
  await removeDeadSocket(path);
}

async function removeDeadSocket(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isSocket()) {
    throw new ControlSocketError(`${path} is there already and is not a socket`, chooseAnother);
  }
  if (await answers(path)) {
    throw new ControlSocketError(
      `another bgpeer is running: it answers on the control socket ${path}`,
      `stop it with \`bgpeer stop --socket ${path}\`, or ${chooseAnother} (in a program: controlSocketPath)`,
    );
  }
  await unlink(path);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const settle = (alive: boolean): void => {
      socket.destroy();
      resolve(alive);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
