import { ControlClient, defaultControlSocketPath } from '@bgpeer/speaker';

/** The flag of every command that talks to a running router. */
export const socketFlag = {
  socket: {
    type: 'string',
    describe: "Path of the router's control socket (else BGPEER_SOCKET, else the usual place)",
    requiresArg: true,
  },
} as const;

/** The client of the router that the user means. */
export function controlClient(values: { readonly socket?: string }): ControlClient {
  return new ControlClient(values.socket ?? defaultControlSocketPath());
}
