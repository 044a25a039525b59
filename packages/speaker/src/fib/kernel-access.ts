import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { KernelFibError } from '../start-errors.ts';

/** Bit of CAP_NET_ADMIN in a capability set (linux/capability.h). */
const netAdminBit = 12n;

/** Resolves when kernel routes can be written; rejects with a KernelFibError that says what is missing. */
export async function checkKernelAccess(): Promise<void> {
  if (process.platform !== 'linux') {
    throw new KernelFibError(
      `kernel routes are written through Linux's iproute2, and this is ${process.platform}`,
      'run with --fib none',
    );
  }
  try {
    await promisify(execFile)('ip', ['-Version']);
  } catch {
    throw new KernelFibError(
      'the `ip` command of iproute2 was not found',
      'install the package iproute2, or run with --fib none',
    );
  }
  if (!(await mayWriteRoutes())) {
    throw new KernelFibError(
      'not permitted to write kernel routes: this process lacks CAP_NET_ADMIN',
      'run as root, or with --fib none',
    );
  }
}

/** The capability must be in the ambient or root's set to reach the `ip` process; root's own processes have it. */
async function mayWriteRoutes(): Promise<boolean> {
  const status = await readFile('/proc/self/status', 'utf8');
  const set = process.getuid?.() === 0 ? 'CapEff' : 'CapAmb';
  const hexadecimal = new RegExp(`^${set}:\\s*([0-9a-f]+)$`, 'm').exec(status)?.[1];
  return hexadecimal !== undefined && ((BigInt(`0x${hexadecimal}`) >> netAdminBit) & 1n) === 1n;
}
