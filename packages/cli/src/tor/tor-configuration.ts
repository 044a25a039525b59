import { type ReadConfiguration, readConfiguration } from '../configuration/read-configuration.ts';
import { CommandFailure } from '../exit-code.ts';
import type { Surroundings } from '../surroundings.ts';
import type { ConfigurationFlagValues } from './configuration-flags.ts';
import { configurationFromFlags, givenConfigurationFlags } from './configuration-flags.ts';

/** The configuration of `bgpeer tor`: from the file that is named, or else from the flags. Never from both. */
export async function torConfiguration(
  file: string | undefined,
  flags: ConfigurationFlagValues,
  surroundings: Surroundings,
): Promise<ReadConfiguration> {
  const [given] = givenConfigurationFlags(flags);
  if (file !== undefined && given !== undefined) {
    throw new CommandFailure(`${file} and --${given} do not go together`, {
      exitCode: 2,
      fix: 'put what the flags say into the file, or leave the file out',
    });
  }
  if (file !== undefined) return readConfiguration(file, surroundings);
  if (given !== undefined) return configurationFromFlags(flags);
  throw new CommandFailure('no configuration was given', {
    exitCode: 2,
    fix: 'name an frr.conf or a YAML file, or give --asn and who may peer: see `bgpeer tor --help`',
  });
}
