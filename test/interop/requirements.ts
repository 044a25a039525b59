import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

interface RequiredProgram {
  readonly program: string;
  /** Where to look besides the PATH. */
  readonly folders?: readonly string[];
  readonly debianPackage: string;
}

/** Every program that the tests run, with the Debian package that has it. */
const requiredPrograms: readonly RequiredProgram[] = [
  { program: 'bgpd', folders: ['/usr/lib/frr'], debianPackage: 'frr' },
  { program: 'zebra', folders: ['/usr/lib/frr'], debianPackage: 'frr' },
  { program: 'vtysh', debianPackage: 'frr' },
  { program: 'gobgpd', debianPackage: 'gobgpd' },
  { program: 'gobgp', debianPackage: 'gobgpd' },
  { program: 'bird', debianPackage: 'bird2' },
  { program: 'birdc', debianPackage: 'bird2' },
  { program: 'bgpctl', debianPackage: 'openbgpd' },
  { program: 'exabgp', debianPackage: 'exabgp' },
  { program: 'tcpdump', debianPackage: 'tcpdump' },
  { program: 'tshark', debianPackage: 'tshark' },
  { program: 'bgpdump', debianPackage: 'bgpdump' },
  { program: 'ip', debianPackage: 'iproute2' },
  { program: 'sysctl', debianPackage: 'procps' },
  { program: 'unshare', debianPackage: 'util-linux' },
  { program: 'curl', debianPackage: 'curl' },
];

/** Fails, saying everything that is missing at once, where the tests of this folder cannot run. */
export function checkRequirements(): void {
  const lacking = [...missingRights(), ...missingPrograms()];
  if (lacking.length > 0)
    throw new Error(`The interop tests cannot run here:\n${lacking.map((line) => `  - ${line}`).join('\n')}`);
}

function missingRights(): string[] {
  return process.getuid?.() === 0 ? [] : ['not root: network namespaces need it (run with sudo)'];
}

function missingPrograms(): string[] {
  return requiredPrograms
    .filter((required) => !isInstalled(required))
    .map(({ program, debianPackage }) => `${program} is missing: apt-get install --yes ${debianPackage}`);
}

function isInstalled({ program, folders = [] }: RequiredProgram): boolean {
  const places = folders.length > 0 ? folders : searchPath();
  return places.some((folder) => isExecutable(join(folder, program)));
}

function searchPath(): string[] {
  return [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
