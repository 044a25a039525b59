import type { Command } from './command.ts';

/**
 * Every command by its name, in the order of `bgpeer --help`. They are loaded when they are asked for: most of them bring
 * the whole router along, for which `bgpeer decode` should not have to wait.
 */
const commandLoaders: Readonly<Record<string, () => Promise<Command>>> = {
  tor: async () => (await import('./commands/tor.ts')).torCommand,
  show: async () => (await import('./commands/show.ts')).showCommand,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
  monitor: async () => (await import('./commands/monitor.ts')).monitorCommand,
  clear: async () => (await import('./commands/clear.ts')).clearCommand,
  shutdown: async () => (await import('./commands/shutdown.ts')).shutdownCommand,
  start: async () => (await import('./commands/start.ts')).startCommand,
  network: async () => (await import('./commands/network.ts')).networkCommand,
  stop: async () => (await import('./commands/stop.ts')).stopCommand,
  config: async () => (await import('./commands/config.ts')).configCommand,
  policy: async () => (await import('./commands/policy.ts')).policyCommand,
  decode: async () => (await import('./commands/decode.ts')).decodeCommand,
  encode: async () => (await import('./commands/encode.ts')).encodeCommand,
  inject: async () => (await import('./commands/inject.ts')).injectCommand,
  demo: async () => (await import('./commands/demo.ts')).demoCommand,
};

/** The command of a name, alone; else all of them: for help, for a name that is not known, or for one of another spelling. */
export async function loadCommands(name?: string): Promise<readonly Command[]> {
  if (name !== undefined && Object.hasOwn(commandLoaders, name)) return [await commandLoaders[name]()];
  return Promise.all(Object.values(commandLoaders).map((load) => load()));
}
