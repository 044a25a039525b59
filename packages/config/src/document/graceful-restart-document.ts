import { z } from 'zod';
import { field } from './field-meaning.ts';
import { seconds, switchDefaultingTo } from './values.ts';

/** RFC 9494, section 3: the Long-lived Stale Time has 24 bits. */
const longLivedStaleTimeMax = 16_777_215;

/** Graceful restart of this router, and what it does for peers that restart. */
export const gracefulRestartSchema = z.strictObject({
  mode: field(z.enum(['disabled', 'helper', 'restarter']), {
    values: '`disabled`, `helper` or `restarter`',
    default: 'helper',
    meaning:
      '`helper` keeps the routes of a peer that restarts; `restarter` also offers to be helped; `disabled` offers nothing.',
    frrConf: 'bgp graceful-restart (restarter), bgp graceful-restart-disable',
  }).optional(),
  restartTimeSeconds: field(seconds(1, 4095), {
    values: 'seconds, 1–4095',
    default: '120',
    meaning: 'How long our restart may take, as our OPEN says.',
    frrConf: 'bgp graceful-restart restart-time (1-4095)',
  }).optional(),
  stalePathTimeSeconds: field(seconds(1, 4095), {
    values: 'seconds, 1–4095',
    default: '360',
    meaning:
      'The longest that a restarting peer’s routes are kept; and in a route refresh (RFC 7313), those not yet advertised again.',
    frrConf: 'bgp graceful-restart stalepath-time (1-4095)',
  }).optional(),
  selectionDeferralTimeSeconds: field(seconds(0, 3600), {
    values: 'seconds, 0–3600',
    default: '360',
    meaning: 'The longest that route selection waits for End-of-RIB after our own restart.',
    frrConf: 'bgp graceful-restart select-defer-time (0-3600)',
  }).optional(),
  preserveForwardingState: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning:
      'After a restart of our own, say in the OPENs that forwarding went on (the F bit, RFC 4724, section 3).',
    frrConf: '[no] bgp graceful-restart preserve-fw-state',
  }).optional(),
  notificationSupport: field(z.boolean(), {
    ...switchDefaultingTo(true),
    meaning: 'Offer that a NOTIFICATION ends a session gracefully too (the N bit, RFC 8538).',
    frrConf: '[no] bgp graceful-restart notification',
  }).optional(),
  hardAdministrativeReset: field(z.boolean(), {
    ...switchDefaultingTo(true),
    meaning:
      'What the operator ends, ends with Hard Reset where the peer has the N bit too (RFC 8538): routes go at once.',
    frrConf: '[no] bgp hard-administrative-reset',
  }).optional(),
  longLivedStaleTimeSeconds: field(seconds(1, longLivedStaleTimeMax), {
    values: 'seconds, 1–16777215',
    default: 'not offered',
    meaning:
      'Offer long-lived graceful restart: how long stale routes are kept, as a last resort (RFC 9494).',
    frrConf: 'bgp long-lived-graceful-restart stale-time (1-16777215)',
  }).optional(),
});

export type GracefulRestartDocument = z.output<typeof gracefulRestartSchema>;
