import { z } from 'zod';
import { field } from '../field-meaning.ts';
import { lineOfText } from '../values.ts';
import { numberedEntries } from './numbered-entries.ts';
import { policyActionValue, policyName } from './policy-values.ts';
import { routeMapMatchSchema } from './route-map-match-document.ts';
import { routeMapSetSchema } from './route-map-set-document.ts';

const sequenceMax = 65_535;

const routeMapEntryShape = z.strictObject({
  sequence: field(z.int().min(1).max(sequenceMax), {
    values: `1–${sequenceMax}, ascending`,
    default: 'ten more than the entry before',
    meaning: 'The entry’s sequence number: the first entry that matches decides.',
    frrConf: 'route-map NAME <permit|deny> (1-65535)',
  }).optional(),
  action: field(policyActionValue, {
    values: '`permit` or `deny`',
    default: 'permit',
    meaning: 'What becomes of a route that the entry matches; what no entry matches is denied.',
    frrConf: 'route-map NAME <permit|deny> (1-65535)',
  }).default('permit'),
  description: field(lineOfText, {
    values: 'one line of text',
    meaning: 'For people.',
    frrConf: 'description LINE...',
  }).optional(),
  match: field(routeMapMatchSchema, {
    values: 'the keys below, all of which must hold',
    default: 'every route matches',
    meaning: 'Which routes the entry is about.',
  }).optional(),
  set: field(z.array(routeMapSetSchema), {
    values: 'list of changes, each with one of the keys below',
    default: 'none',
    meaning: 'What is changed in the routes that pass, in this order.',
  }).optional(),
  call: field(policyName, {
    values: 'the name of a route-map',
    meaning: 'Ask that route-map too: what it denies is denied.',
    frrConf: 'call NAME',
  }).optional(),
  onMatch: field(z.union([z.literal('next'), z.int().min(1).max(sequenceMax)]), {
    values: '`next`, or the sequence number of a later entry',
    default: 'the entry decides',
    meaning: 'Go on there with a route that this entry permits.',
    frrConf: 'on-match next, on-match goto (1-65535)',
  }).optional(),
});

/** Without parts that ask for nothing or change nothing. */
const routeMapEntrySchema = routeMapEntryShape
  .overwrite(({ match, set, ...entry }) => ({
    ...entry,
    ...(match === undefined || Object.values(match).every((value) => value === undefined) ? {} : { match }),
    ...(set === undefined || set.length === 0 ? {} : { set }),
  }))
  .refine(({ action, onMatch }) => action === 'permit' || onMatch === undefined, {
    path: ['onMatch'],
    message: 'cannot stand in an entry that denies',
  });

/** `route-map NAME …`: its entries. */
export const routeMapSchema = z.strictObject({
  entries: field(
    numberedEntries(routeMapEntrySchema, (last) => last + 10),
    { values: 'list of entries', meaning: 'The first entry that matches decides.' },
  ),
});

export type RouteMapDocument = z.output<typeof routeMapSchema>;
export type RouteMapEntryDocument = RouteMapDocument['entries'][number];
