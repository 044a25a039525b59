import type { ReadConfigurationAgain } from '@bgpeer/speaker';
import { checkConfiguration } from '../configuration/check-configuration.ts';
import { readConfiguration } from '../configuration/read-configuration.ts';
import { CommandFailure } from '../exit-code.ts';
import type { Surroundings } from '../surroundings.ts';

/** Whether a configuration can be read again: the standard input cannot, and flags are as they were given. */
export function isFile(config: string | undefined): config is string {
  return config !== undefined && config !== '' && config !== '-';
}

/** Reads and checks the router's file again, as its start did; undefined where there is none. */
export function readingAgain(
  config: string | undefined,
  flags: { readonly strict: boolean },
  surroundings: Surroundings,
): ReadConfigurationAgain | undefined {
  if (!isFile(config)) return undefined;
  return async () => {
    try {
      const read = await readConfiguration(config, surroundings);
      return { ...checkConfiguration(read, flags), placeOf: read.placeOf };
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      const { message, fix } = error;
      return { document: undefined, problems: [{ severity: 'error', file: config, message, fix }] };
    }
  };
}
