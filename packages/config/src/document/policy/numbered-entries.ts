import { z } from 'zod';

/** The sequence number that an entry without one gets. */
type NextSequence = (last: number) => number;

/** FRR's for prefix lists and access lists: five more than the last. */
export const fiveMore: NextSequence = (last) => last + 5;

/** FRR's for community lists and AS path lists: the next multiple of five. */
export const nextMultipleOfFive: NextSequence = (last) => (Math.floor(last / 5) + 1) * 5;

/**
 * A list's entries: those without a sequence number get the one that FRR gives them; all must ascend, so that the
 * order in the text is the order in which they are asked.
 */
export function numberedEntries<Schema extends z.ZodType<{ sequence?: number | undefined }>>(
  entry: Schema,
  next: NextSequence,
) {
  type Numbered = z.output<Schema> & { sequence: number };
  return z.array(entry).transform((entries, context): Numbered[] => {
    let last = 0;
    return entries.map(({ sequence: written, ...item }, index) => {
      const sequence = written ?? next(last);
      if (index > 0 && sequence <= last) {
        context.addIssue({
          code: 'custom',
          path: [index, 'sequence'],
          message: `sequence ${sequence} stands behind ${last}`,
          input: sequence,
        });
      }
      last = sequence;
      return { sequence, ...item } as Numbered;
    });
  });
}
