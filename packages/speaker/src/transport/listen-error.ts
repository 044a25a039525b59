import { ListenError } from '../start-errors.ts';

/** Says in plain words why an address could not be listened on. `error` is what `net.Server` emitted. */
export function explainListenError(error: NodeJS.ErrnoException, address: string, port: number): ListenError {
  const place = `${address} port ${port}`;
  switch (error.code) {
    case 'EACCES':
      return new ListenError(
        `not permitted to listen on ${place}: ports below 1024 need a right that this process lacks`,
        'either listen on a high port (--port 1790) and have the peers dial that, or give the right: run as root, ' +
          'or `setcap cap_net_bind_service=+ep` on the node binary, or `sysctl net.ipv4.ip_unprivileged_port_start=179`',
      );
    case 'EADDRINUSE':
      return new ListenError(
        `${place} is already taken by another process`,
        `find it with \`ss -ltnp 'sport = :${port}'\` (another BGP daemon, perhaps another bgpeer) and stop it, ` +
          'or choose another --port or --listen address',
      );
    case 'EADDRNOTAVAIL':
      return new ListenError(
        `${address} is not an address of this machine, so port ${port} cannot be listened on there`,
        'choose an address that `ip address` shows, or add this one to an interface first',
      );
    default:
      return new ListenError(
        `cannot listen on ${place}: ${error.message}`,
        'choose another --listen address or --port',
      );
  }
}
