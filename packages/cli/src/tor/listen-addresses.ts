import type { ConfigDocument } from '@bgpeer/config';
import type { ListenAddress } from '@bgpeer/speaker';
import { CommandFailure } from '../exit-code.ts';

const bgpPort = 179;
const portMax = 65_535;
const everyAddress = '::';

/** Where to listen, when a flag says so; undefined: what the configuration says. */
export function listenAddresses(
  { listen }: ConfigDocument,
  flags: { readonly listen?: readonly string[]; readonly port?: number },
): ListenAddress[] | undefined {
  if (flags.listen === undefined && flags.port === undefined) return undefined;
  const addresses = flags.listen ?? listen?.addresses ?? [everyAddress];
  const port = flags.port ?? listen?.port ?? bgpPort;
  if (!Number.isInteger(port) || port < 0 || port > portMax) {
    throw new CommandFailure('--port is not a TCP port', {
      exitCode: 2,
      fix: `give a number from 1 to ${portMax}, or 0 for any free one`,
    });
  }
  return addresses.map((address) => ({ address, port }));
}
