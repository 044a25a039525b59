import { z } from 'zod';
import type { ControlledSpeaker } from './controlled-speaker.ts';

/** An answer with a list that may be long: written item by item, never held as one text. */
export class StreamedAnswer {
  readonly head: object;
  readonly listName: string;
  readonly items: Iterable<unknown>;

  /** Read as the object `{ ...head, [listName]: [...items] }`. */
  constructor(head: object, listName: string, items: Iterable<unknown>) {
    this.head = head;
    this.listName = listName;
    this.items = items;
  }
}

/** An answer that goes on: everything that happens, as server-sent events. */
export const eventStream = Symbol('event stream');

export type ControlReply = object | StreamedAnswer | typeof eventStream;

export type ControlMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One row of the control API: what serves the call, and what docs/control-api.md says about it. */
export interface ControlRoute {
  readonly method: ControlMethod;
  /** With `:name` for what stands in the path. */
  readonly path: string;
  readonly purpose: string;
  /** What may be given, by name; each describes itself. Path, query and body are one input. */
  readonly input: z.ZodObject;
  /** Name of the answer's type in the contract. */
  readonly answer: string;
  /** An answer as it may be, shortened. */
  readonly example: unknown;
  /** @param input what was given, not checked yet; throws a ZodError or a RefusedCommand. */
  readonly handle: (speaker: ControlledSpeaker, input: unknown) => ControlReply | Promise<ControlReply>;
  /** Done once the answer has left. */
  readonly afterwards?: (speaker: ControlledSpeaker, input: unknown) => void;
}

interface ControlRouteRow<Input extends z.ZodObject> {
  readonly method: ControlMethod;
  readonly path: string;
  readonly purpose: string;
  readonly input: Input;
  readonly answer: string;
  readonly example: unknown;
  readonly handle: (
    speaker: ControlledSpeaker,
    input: z.output<Input>,
  ) => ControlReply | Promise<ControlReply>;
  readonly afterwards?: (speaker: ControlledSpeaker, input: z.output<Input>) => void;
}

/** Ties a row's handlers to its input: they are called with what the schema has checked. */
export function controlRoute<Input extends z.ZodObject>(row: ControlRouteRow<Input>): ControlRoute {
  const { afterwards } = row;
  return {
    ...row,
    handle: (speaker, input) => row.handle(speaker, row.input.parse(input)),
    afterwards: afterwards && ((speaker, input) => afterwards(speaker, row.input.parse(input))),
  };
}

/** Schemas of what calls are given, each with its meaning for the reference. */
export const inputs = {
  family: z.enum(['ipv4-unicast', 'ipv6-unicast']).describe('`ipv4-unicast` or `ipv6-unicast`'),
  peer: z.string().describe('address of a peer'),
  communication: z
    .string()
    .optional()
    .describe('words for the peer (RFC 9003), at most 255 octets of UTF-8 are sent'),
  graceful: z.boolean().optional().describe('`true`: for a graceful restart'),
  prefix: z.string().describe('a prefix: `10.10.1.0/24`'),
};
