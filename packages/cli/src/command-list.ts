import type { Command } from './command.ts';
import { clearCommand } from './commands/clear.ts';
import { configCommand } from './commands/config.ts';
import { decodeCommand } from './commands/decode.ts';
import { demoCommand } from './commands/demo.ts';
import { monitorCommand } from './commands/monitor.ts';
import { networkCommand } from './commands/network.ts';
import { showCommand } from './commands/show.ts';
import { shutdownCommand } from './commands/shutdown.ts';
import { startCommand } from './commands/start.ts';
import { stopCommand } from './commands/stop.ts';
import { torCommand } from './commands/tor.ts';

/** Every command, in the order of `bgpeer --help`. */
export const commands: readonly Command[] = [
  torCommand,
  showCommand,
  monitorCommand,
  clearCommand,
  shutdownCommand,
  startCommand,
  networkCommand,
  stopCommand,
  configCommand,
  decodeCommand,
  demoCommand,
];
