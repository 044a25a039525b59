import type { FamilyName } from '@bgpeer/bgp-wire';
import { decisionWhatIf, formatProblem, hasErrors } from '@bgpeer/config';
import type { DecisionWhatIf } from '@bgpeer/router';
import { z } from 'zod';
import { readPeer, readPrefixOf } from '../operator-input.ts';
import { RefusedCommand } from '../refused-command.ts';
import type { AbsenceAnswer, AdvertisementAnswer, DecisionAnswer } from './contract.ts';
import { type ControlRoute, controlRoute, inputs } from './control-route.ts';
import type { ControlledSpeaker } from './controlled-speaker.ts';
import * as examples from './explain-examples.ts';

/** The calls that say why: what `bgpeer explain` shows. */
export const explainRoutes: readonly ControlRoute[] = [
  controlRoute({
    method: 'GET',
    path: '/v1/decisions/:family',
    purpose: 'The decision about a prefix, step by step, as it was or as it would be.',
    input: z.object({
      family: inputs.family,
      prefix: inputs.prefix,
      if: z
        .string()
        .optional()
        .describe(
          'statements of frr.conf about the decision, with `;` between them: `maximum-paths 8; bgp always-compare-med`',
        ),
    }),
    answer: 'DecisionAnswer',
    example: examples.decision,
    handle: (speaker, { family, prefix, if: statements }): DecisionAnswer => {
      const whatIf = statements === undefined ? undefined : readWhatIf(speaker, statements, family);
      const decision = speaker.router.explainDecision(family, readPrefixOf(family, prefix), whatIf);
      return { now: speaker.now(), ...(decision !== undefined && { decision }) };
    },
  }),
  controlRoute({
    method: 'GET',
    path: '/v1/absences/:family',
    purpose: 'Why no route is selected for a prefix.',
    input: z.object({ family: inputs.family, prefix: inputs.prefix }),
    answer: 'AbsenceAnswer',
    example: examples.absence,
    handle: (speaker, { family, prefix }): AbsenceAnswer => ({
      now: speaker.now(),
      absence: speaker.router.explainAbsence(family, readPrefixOf(family, prefix))!,
    }),
  }),
  controlRoute({
    method: 'GET',
    path: '/v1/peers/:address/advertisements/:family',
    purpose: 'Why the peer was, or was not, sent a prefix.',
    input: z.object({ address: inputs.peer, family: inputs.family, prefix: inputs.prefix }),
    answer: 'AdvertisementAnswer',
    example: examples.advertisement,
    handle: (speaker, { address, family, prefix }): AdvertisementAnswer => {
      const peer = readPeer(speaker.router, address);
      const named = readPrefixOf(family, prefix);
      return {
        now: speaker.now(),
        advertisement: speaker.router.explainAdvertisement(peer, family, named)!,
      };
    },
  }),
];

function readWhatIf(speaker: ControlledSpeaker, text: string, family: FamilyName): DecisionWhatIf {
  const statements = text
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  const { whatIf, problems } = decisionWhatIf(speaker.configuration(), statements, family);
  if (whatIf !== undefined && !hasErrors(problems)) return whatIf;
  throw new RefusedCommand(
    problems.map(formatProblem).join('\n'),
    'give statements as `maximum-paths 8` or `bgp bestpath as-path multipath-relax`',
  );
}
