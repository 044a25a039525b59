import { BirdDaemon } from './bird.ts';
import type { Daemon, DaemonSetup } from './daemon.ts';
import { ExabgpDaemon } from './exabgp.ts';
import { FrrDaemon } from './frr.ts';
import { GobgpDaemon } from './gobgp.ts';
import { OpenbgpdDaemon } from './openbgpd.ts';

export interface DaemonKind {
  readonly name: string;
  create(setup: DaemonSetup): Daemon;
}

/** Every real daemon that bgpeer is held against. */
export const daemonKinds: readonly DaemonKind[] = [
  { name: 'FRR', create: (setup) => new FrrDaemon(setup) },
  { name: 'GoBGP', create: (setup) => new GobgpDaemon(setup) },
  { name: 'BIRD', create: (setup) => new BirdDaemon(setup) },
  { name: 'OpenBGPD', create: (setup) => new OpenbgpdDaemon(setup) },
  { name: 'ExaBGP', create: (setup) => new ExabgpDaemon(setup) },
];
