import { chmodSync, chownSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Gives a folder and the files in it to a user and a group of the system: daemons that drop their rights write there. */
export function chownTo(folder: string, user: string, group: string): void {
  const userId = idOf('/etc/passwd', user);
  const groupId = idOf('/etc/group', group);
  chmodSync(folder, 0o775);
  for (const path of [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    chownSync(path, userId, groupId);
}

function idOf(file: string, name: string): number {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((row) => row.startsWith(`${name}:`));
  if (line === undefined) throw new Error(`${file} has no ${name}`);
  return Number(line.split(':')[2]);
}
