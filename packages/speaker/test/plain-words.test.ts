import type { RouterEvent } from '@bgpeer/router';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createEventLogger } from '../src/logging/event-logger.ts';
import { explainConnectionFailure } from '../src/transport/connection-failure.ts';
import { explainListenError } from '../src/transport/listen-error.ts';
import { platformLimits } from '../src/transport/platform-limits.ts';
import { canonicalSocketAddress } from '../src/transport/socket-address.ts';
import { testConfiguration, testDocument } from './configurations.ts';

function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`something ${code}`), { code });
}

test('port 179 without the right names both ways out', () => {
  const error = explainListenError(systemError('EACCES'), '::', 179);
  expect(error.message).toContain('not permitted to listen on :: port 179');
  expect(error.fix).toContain('--port 1790');
  expect(error.fix).toContain('run as root');
  expect(error.fix).toContain('setcap cap_net_bind_service');
  expect(error.fix).toContain('net.ipv4.ip_unprivileged_port_start=179');
});

test('a failed connection names the other end, whatever the system said', () => {
  expect(explainConnectionFailure(systemError('EHOSTUNREACH'), '192.0.2.1', 179)).toBe(
    'no route to host 192.0.2.1 port 179',
  );
  expect(explainConnectionFailure(systemError('ESTRANGE'), '192.0.2.1', 179)).toBe(
    'connection to 192.0.2.1 port 179 failed: something ESTRANGE',
  );
});

test('addresses of sockets become canonical', () => {
  expect(canonicalSocketAddress('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(canonicalSocketAddress('fe80::1%eth0')).toBe('fe80::1');
  expect(canonicalSocketAddress('2001:DB8::1')).toBe('2001:db8::1');
});

test('what Node cannot do is said, with the peers it is about', () => {
  const limits = platformLimits(
    testConfiguration({
      ...testDocument,
      peers: [
        { address: '192.0.2.1', remoteAs: 'external', ebgpMultihop: 2 },
        { address: '192.0.2.2', remoteAs: 'internal' },
        { address: '192.0.2.3', remoteAs: testDocument.asNumber },
      ],
    }),
  );
  expect(limits.length).toBe(1);
  expect(limits[0]).toMatch(/^ebgp-multihop of 192\.0\.2\.1: Node\.js cannot set the TTL/);
});

test('a session change is one line: level, words, and fields for programs', () => {
  const lines: Record<string, unknown>[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const log = createEventLogger(logger);
  const peer = '192.0.2.1';
  const events: RouterEvent[] = [
    {
      name: 'session-up',
      peer,
      asNumber: 65001,
      holdTimeSeconds: 9,
      families: ['ipv4-unicast'],
      hostName: 'k8s-ctr',
    },
    {
      name: 'session-down',
      peer,
      wasEstablished: true,
      kind: 'hold-timer-expired',
      reason: 'Hold Timer Expired',
      graceful: true,
    },
    {
      name: 'session-down',
      peer,
      wasEstablished: false,
      kind: 'notification-sent',
      reason: 'NOTIFICATION sent: OPEN Message Error/Bad Peer AS: expected 65001, received 65009',
      graceful: false,
    },
    {
      name: 'session-down',
      peer,
      wasEstablished: false,
      kind: 'connection-failed',
      reason: 'connection refused by 192.0.2.1 port 179',
      graceful: false,
    },
  ];
  for (const event of events) log(event);
  const levels = pino.levels.values;
  expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
    [levels.info, '192.0.2.1 (k8s-ctr): session up, AS 65001, hold time 9 s, ipv4-unicast'],
    [levels.warn, '192.0.2.1: session down: Hold Timer Expired (its routes are kept: graceful restart)'],
    [
      levels.warn,
      '192.0.2.1: no session: NOTIFICATION sent: OPEN Message Error/Bad Peer AS: expected 65001, received 65009',
    ],
    [levels.debug, '192.0.2.1: no session: connection refused by 192.0.2.1 port 179'],
  ]);
  expect(lines[0]).toMatchObject({ event: 'session-up', peer, asNumber: 65001 });
});
