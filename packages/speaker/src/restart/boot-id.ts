import { readFileSync } from 'node:fs';

/** A name that the running kernel made up for itself when it started; undefined where there is none (random(4)). */
export function readBootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return undefined;
  }
}
