import { join } from 'node:path';

/**
 * Where the control socket is when nobody says otherwise: `BGPEER_SOCKET`, else `/run/bgpeer/bgpeer.sock` for root, else
 * `bgpeer-<uid>/bgpeer.sock` under `XDG_RUNTIME_DIR` or `/tmp`. Server and client agree on it.
 */
export function defaultControlSocketPath(): string {
  const chosen = process.env.BGPEER_SOCKET;
  if (chosen !== undefined && chosen !== '') return chosen;
  const userId = process.getuid?.() ?? 0;
  if (userId === 0) return '/run/bgpeer/bgpeer.sock';
  return join(process.env.XDG_RUNTIME_DIR || '/tmp', `bgpeer-${userId}`, 'bgpeer.sock');
}
