import { hostname } from 'node:os';
import type { IpAddress } from '@bgpeer/bgp-wire';
import {
  type ConfigDocument,
  type ConfigDocumentInput,
  configDocumentSchema,
  formatPath,
  type PlaceOf,
  type Problem,
  toRouterConfiguration,
} from '@bgpeer/config';
import type { RouterConfiguration } from '@bgpeer/router';
import { ConfigurationError } from './start-errors.ts';
import { highestIpv4Address } from './transport/interface-subnets.ts';

/** A document that can be run, in both of its forms. */
export interface SpeakerConfiguration {
  readonly document: ConfigDocument;
  readonly router: RouterConfiguration;
}

/**
 * Checks and completes a configuration document; throws a ConfigurationError with every problem when it cannot be run.
 * @param fallbackRouterId the BGP Identifier where the document has none; absent: the machine's highest IPv4 address
 * @param placeOf where parts of the document stand in a file, which verdicts of policies then name
 */
export function speakerConfiguration(
  input: ConfigDocumentInput,
  source: string,
  fallbackRouterId: IpAddress | undefined = highestIpv4Address(),
  placeOf?: PlaceOf,
): SpeakerConfiguration {
  const parsed = configDocumentSchema.safeParse(input);
  if (!parsed.success) {
    throw new ConfigurationError(
      parsed.error.issues.map(
        (issue): Problem => ({
          severity: 'error',
          file: source,
          path: formatPath(issue.path.filter((key) => typeof key !== 'symbol')),
          message: issue.message,
        }),
      ),
    );
  }
  const folded = toRouterConfiguration(parsed.data, {
    fallbackRouterId,
    fallbackHostName: hostname(),
    ...(placeOf !== undefined && { placeOf }),
  });
  if (folded.configuration === undefined) throw new ConfigurationError(folded.problems);
  return { document: parsed.data, router: folded.configuration };
}
