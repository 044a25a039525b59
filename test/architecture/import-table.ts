/** What kind of code a package holds: `pure` knows no Node, no DOM, no clock, no randomness but the injected one. */
export type PackageKind = 'pure' | 'library' | 'node';

export interface PackageRule {
  /** Its folder under `packages/`. */
  readonly folder: string;
  readonly kind: PackageKind;
  /** Packages of this house that its sources may import. */
  readonly mayImport: readonly string[];
  /** Libraries that its sources may import. */
  readonly libraries: readonly string[];
}

const bgpWire = '@bgpeer/bgp-wire';
const rib = '@bgpeer/rib';
const policy = '@bgpeer/policy';
const fsm = '@bgpeer/fsm';
const router = '@bgpeer/router';
const config = '@bgpeer/config';
const capture = '@bgpeer/capture';
const speaker = '@bgpeer/speaker';

/** The table of docs/architecture.md, section 2, as data: rooms, and who may enter which. */
export const importTable: readonly PackageRule[] = [
  { folder: 'bgp-wire', kind: 'pure', mayImport: [], libraries: [] },
  { folder: 'rib', kind: 'pure', mayImport: [bgpWire], libraries: [] },
  { folder: 'policy', kind: 'pure', mayImport: [bgpWire], libraries: [] },
  { folder: 'fsm', kind: 'pure', mayImport: [bgpWire], libraries: [] },
  { folder: 'router', kind: 'pure', mayImport: [bgpWire, rib, policy, fsm], libraries: [] },
  {
    folder: 'config',
    kind: 'pure',
    mayImport: [bgpWire, policy, router],
    libraries: ['ip-num', 'yaml', 'zod'],
  },
  { folder: 'capture', kind: 'pure', mayImport: [bgpWire], libraries: [] },
  {
    folder: 'speaker',
    kind: 'node',
    mayImport: [router, config, capture, bgpWire],
    libraries: ['fastify', 'pino', 'zod'],
  },
  {
    folder: 'cli',
    kind: 'node',
    mayImport: [bgpWire, rib, policy, fsm, router, config, capture, speaker],
    libraries: ['cli-progress', 'pino', 'pino-pretty', 'unbzip2-stream', 'yargs'],
  },
  {
    folder: 'testkit',
    kind: 'library',
    mayImport: [bgpWire, rib, policy, fsm, router, config, capture],
    libraries: ['fast-check', 'vitest'],
  },
];
