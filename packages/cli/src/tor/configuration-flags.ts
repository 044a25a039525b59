import { documentFromFlags } from '@bgpeer/config';
import type { InferredOptionTypes } from 'yargs';
import type { ReadConfiguration } from '../configuration/read-configuration.ts';

/** The flags that stand in for a configuration file. */
export const configurationFlags = {
  asn: { type: 'string', requiresArg: true, describe: 'Our AS number: 65000, 1.10 (asdot)' },
  'router-id': {
    type: 'string',
    requiresArg: true,
    describe: 'Our BGP Identifier (else the highest IPv4 address)',
  },
  accept: {
    type: 'string',
    array: true,
    describe: 'Prefix that peers may dial in from (bgp listen range); may be given again',
  },
  'remote-as': {
    type: 'string',
    requiresArg: true,
    describe: 'AS of the peers: a number, external, internal or any',
  },
  peer: { type: 'string', array: true, describe: 'A peer: ADDRESS or ADDRESS=AS; may be given again' },
  network: { type: 'string', array: true, describe: 'Prefix to originate; may be given again' },
  'max-paths': { type: 'number', requiresArg: true, describe: 'Width of an equal-cost set, 1 to 256' },
  'multipath-relax': {
    type: 'boolean',
    describe: 'Let paths through different ASes share the load (bestpath as-path multipath-relax)',
  },
  'hold-time': { type: 'number', requiresArg: true, describe: 'Seconds: 0, or 3 to 65535' },
  keepalive: { type: 'number', requiresArg: true, describe: 'Seconds between KEEPALIVEs' },
  'graceful-restart': { type: 'boolean', describe: 'Offer graceful restart (RFC 4724)' },
  passive: { type: 'boolean', describe: 'Never dial, only accept' },
} as const;

/** What was given of them. */
export type ConfigurationFlagValues = InferredOptionTypes<typeof configurationFlags>;

/** The names of the flags that were given. */
export function givenConfigurationFlags(values: ConfigurationFlagValues): string[] {
  const given: Readonly<Record<string, unknown>> = values;
  return Object.keys(configurationFlags).filter((name) => given[name] !== undefined);
}

/** The configuration that the flags make. */
export function configurationFromFlags(values: ConfigurationFlagValues): ReadConfiguration {
  const parsed = documentFromFlags({
    asn: values.asn,
    routerId: values['router-id'],
    accept: values.accept,
    remoteAs: values['remote-as'],
    peers: values.peer,
    networks: values.network,
    maxPaths: values['max-paths'],
    multipathRelax: values['multipath-relax'],
    holdTime: values['hold-time'],
    keepalive: values.keepalive,
    gracefulRestart: values['graceful-restart'],
    passive: values.passive,
  });
  return { ...parsed, source: 'command line' };
}
