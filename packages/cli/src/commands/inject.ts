import { parseAddress, parseAsNumber } from '@bgpeer/bgp-wire';
import type { NegotiatedSession, RemoteAs } from '@bgpeer/fsm';
import { highestIpv4Address } from '@bgpeer/speaker';
import { defineCommand } from '../command.ts';
import { inputOf } from '../decode/input-octets.ts';
import { counted, progressBar } from '../decode/progress-bar.ts';
import { CommandFailure } from '../exit-code.ts';
import { DialledSession, type DialledSessionOptions } from '../inject/dialled-session.ts';
import { injectItems } from '../inject/inject-items.ts';
import { Injection, type InjectionCounts } from '../inject/injection.ts';
import { paces } from '../inject/pace.ts';
import { type Surroundings, writeLines } from '../surroundings.ts';

/** `bgpeer inject`: recorded routes into a session. */
export const injectCommand = defineCommand({
  words: 'inject <input>',
  summary: 'Dial a router and send it the routes of an MRT table, or recorded UPDATEs',
  details: [
    'The input is what `bgpeer decode` takes. Of a table the first route to each prefix is sent, or that of the peer that ' +
      '`--from` names; of recorded sessions every UPDATE (of one peer with `--from`), in order, at full speed or as it came.',
    '',
    'Routes leave as a speaker would send them: to an external peer with our AS in front, with our address as next hop ' +
      '(unless `--keep-next-hop`), without LOCAL_PREF. A router that takes them slowly slows the reading down. Ctrl-C ends ' +
      'the session, and with it the routes.',
  ],
  positionals: {
    input: {
      type: 'string',
      demandOption: true,
      describe: 'MRT, pcap or pcapng file, also packed; - for the standard input',
    },
  },
  flags: {
    peer: {
      type: 'string',
      demandOption: true,
      requiresArg: true,
      describe: 'Address of the router to dial',
    },
    asn: { type: 'string', demandOption: true, requiresArg: true, describe: 'Our AS number' },
    'remote-as': {
      type: 'string',
      default: 'any',
      describe: 'AS of the router: a number, external, internal or any',
    },
    'router-id': {
      type: 'string',
      requiresArg: true,
      describe: 'Our BGP Identifier (else the highest IPv4 address)',
    },
    'local-address': { type: 'string', requiresArg: true, describe: 'Address to dial from' },
    port: { type: 'number', default: 179, requiresArg: true, describe: 'TCP port of the router' },
    'hold-time': { type: 'number', default: 90, requiresArg: true, describe: 'Seconds: 0, or 3 to 65535' },
    from: { type: 'string', requiresArg: true, describe: 'Only what this address sent in the recording' },
    pace: { choices: paces, default: 'full' as const, describe: 'At full speed, or as recorded' },
    'keep-next-hop': { type: 'boolean', default: false, describe: 'Send next hops as they were recorded' },
    exit: { type: 'boolean', default: false, describe: 'End the session once everything was sent' },
  },
  examples: [
    ['bgpeer inject rib.20140523.0600.bz2 --peer 192.168.10.200 --asn 65010', 'a full table, and stay'],
    [
      'bgpeer inject updates.gz --peer 192.168.10.200 --asn 65010 --pace recorded --exit',
      'a quarter of an hour again',
    ],
  ],
  async run(values, surroundings) {
    const from = values.from === undefined ? undefined : requireAddress('from', values.from);
    const asNumber = requireAsNumber(values.asn);
    const options = {
      address: requireAddress('peer', values.peer),
      port: values.port,
      localAddress: values['local-address'] && requireAddress('local-address', values['local-address']),
      asNumber,
      bgpIdentifier: requireAddress('router-id', values['router-id'] ?? highestIpv4Address() ?? '192.0.2.1'),
      remoteAs: remoteAsOf(values['remote-as']),
      holdTimeSeconds: values['hold-time'],
    };
    const input = await inputOf(values.input, surroundings);
    const interruption = surroundings.interruption();
    const session = new DialledSession(options);
    const negotiated = await establish(session, options, interruption);
    writeLines(surroundings.errors, [
      `bgpeer: session with ${values.peer} (AS ${negotiated.peerAsNumber}) is up`,
    ]);
    const bar = progressBar(input.octetCount, surroundings);
    const injection = new Injection(negotiated, {
      localAsNumber: asNumber,
      keepNextHop: values['keep-next-hop'],
    });
    const chunks = bar === undefined ? input.chunks : counted(input.chunks, bar.advance);
    const faults = await injectItems(chunks, { session, injection, from, pace: values.pace, interruption });
    bar?.stop();
    for (const { offset, detail } of faults) {
      writeLines(surroundings.errors, [`bgpeer: ${input.name}: octet ${offset}: ${detail}`]);
    }
    writeLines(surroundings.output, [summaryLine(injection.counts)]);
    const isUp = values.exit || (await stay(session, interruption, surroundings));
    await session.stop();
    return isUp && faults.length === 0 ? 0 : 1;
  },
});

/** Waits for the session; one that does not come up is a CommandFailure. */
async function establish(
  session: DialledSession,
  { address, port, asNumber }: DialledSessionOptions,
  interruption: AbortSignal,
): Promise<NegotiatedSession> {
  const interrupted = new Promise<never>((_, reject) => {
    interruption.addEventListener('abort', () => reject(new Error('interrupted')), { once: true });
  });
  try {
    return await Promise.race([session.established, interrupted]);
  } catch (error) {
    await session.stop();
    throw new CommandFailure(
      `no session with ${address}: ${error instanceof Error ? error.message : String(error)}`,
      {
        exitCode: 1,
        fix: `see that ${address} port ${port} is a router that takes AS ${asNumber} from here`,
      },
    );
  }
}

/** Keeps the session until the user ends it (true) or the peer does (false). */
async function stay(
  session: DialledSession,
  interruption: AbortSignal,
  surroundings: Surroundings,
): Promise<boolean> {
  writeLines(surroundings.errors, ['bgpeer: the session stays up with these routes; Ctrl-C ends it']);
  const interrupted = new Promise<undefined>((resolve) => {
    if (interruption.aborted) resolve(undefined);
    interruption.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const reason = await Promise.race([interrupted, session.ended]);
  if (reason !== undefined) writeLines(surroundings.errors, [`bgpeer: the session went down: ${reason}`]);
  return reason === undefined;
}

function summaryLine(counts: InjectionCounts): string {
  const { advertised, withdrawn, otherFamily, withoutNextHop, tooLong, malformed } = counts;
  const leftOut = [
    [otherFamily, 'of other families'],
    [withoutNextHop, 'without a next hop'],
    [tooLong, 'with attributes too long for a message'],
    [malformed, 'malformed UPDATEs'],
  ] as const;
  const parts = leftOut.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  const rest = parts.length === 0 ? '' : `; left out: ${parts.join(', ')}`;
  return `sent ${advertised} routes and ${withdrawn} withdrawals${rest}`;
}

function requireAddress(flag: string, text: string): string {
  const address = parseAddress(text);
  if (address !== undefined) return address;
  throw new CommandFailure(`--${flag} ${text} is no address`, {
    exitCode: 2,
    fix: 'give an IPv4 or IPv6 address',
  });
}

function requireAsNumber(text: string): number {
  const asNumber = parseAsNumber(text);
  if (asNumber !== undefined) return asNumber;
  throw new CommandFailure(`${text} is no AS number`, {
    exitCode: 2,
    fix: 'give 1 to 4294967295, or asdot as 1.10',
  });
}

function remoteAsOf(text: string): RemoteAs {
  if (text === 'any' || text === 'external' || text === 'internal') return { kind: text };
  return { kind: 'exactly', asNumber: requireAsNumber(text) };
}
