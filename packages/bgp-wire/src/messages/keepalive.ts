import { messageOctetsMaxClassic } from '../wire-context.ts';
import { frameMessage } from './message-header.ts';

/** A KEEPALIVE: a header alone (RFC 4271, section 4.4). */
export function encodeKeepalive(): Uint8Array {
  return frameMessage('KEEPALIVE', new Uint8Array(), messageOctetsMaxClassic);
}
