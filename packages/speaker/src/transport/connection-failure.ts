const words: Readonly<Record<string, (place: string) => string>> = {
  ECONNREFUSED: (place) => `connection refused by ${place}`,
  ECONNRESET: (place) => `connection reset by ${place}`,
  EPIPE: (place) => `connection already closed by ${place}`,
  ETIMEDOUT: (place) => `no answer from ${place}`,
  EHOSTUNREACH: (place) => `no route to host ${place}`,
  ENETUNREACH: (place) => `network unreachable for ${place}`,
  EADDRNOTAVAIL: (place) => `the local address for ${place} is not an address of this machine`,
  EADDRINUSE: (place) => `the local address and port for ${place} are taken`,
  EACCES: (place) => `not permitted to connect to ${place}`,
  EPERM: (place) => `not permitted to connect to ${place} (a packet filter?)`,
  EINVAL: (place) => `the local address does not fit for ${place}`,
};

/** What a socket error means, in words that name the other end: `connection refused by 192.0.2.1 port 179`. */
export function explainConnectionFailure(
  error: NodeJS.ErrnoException,
  remoteAddress: string,
  remotePort: number,
): string {
  const place = `${remoteAddress} port ${remotePort}`;
  const explain = words[error.code ?? ''];
  return explain === undefined ? `connection to ${place} failed: ${error.message}` : explain(place);
}
