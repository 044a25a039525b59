/** What is wrong with a JSON value, and where: `/attributes/asPath/0/type`, by RFC 6901. */
export interface JsonProblem {
  /** A JSON Pointer; empty for the value as a whole. */
  readonly path: string;
  /** What should be there: `a whole number from 0 to 255`. */
  readonly expected: string;
}

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A JSON Schema of draft 2020-12, as data. */
export type JsonSchema = { readonly [keyword: string]: JsonValue };

/** The `$defs` of a JSON Schema, filled while it is made. */
export type JsonSchemaDefinitions = Map<string, JsonSchema>;

/** The one source of what a value must be, of its checks and of its JSON Schema. */
export interface Schema<Value> {
  /** For people; a noun with its article. */
  readonly expected: string;
  /**
   * The value with its properties in the schema's order, adding what is wrong to `problems`. When something is, what
   * is given back is good for showing only.
   */
  readonly read: (value: unknown, path: string, problems: JsonProblem[]) => Value;
  readonly toJsonSchema: (definitions: JsonSchemaDefinitions) => JsonSchema;
}

/** A whole number. */
export function integer(minimum: number, maximum: number): Schema<number> {
  return scalar(
    `a whole number from ${minimum} to ${maximum}`,
    (value): value is number =>
      Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum,
    { type: 'integer', minimum, maximum },
  );
}

export const uint8 = integer(0, 0xff);
export const uint16 = integer(0, 0xffff);
export const uint32 = integer(0, 0xffff_ffff);

export const boolean: Schema<boolean> = scalar(
  'true or false',
  (value): value is boolean => typeof value === 'boolean',
  { type: 'boolean' },
);

/** Text that a check accepts. The pattern is for the JSON Schema, and may accept more than the check. */
export function text(
  expected: string,
  accepts: (value: string) => boolean = () => true,
  pattern?: string,
): Schema<string> {
  return scalar(expected, (value): value is string => typeof value === 'string' && accepts(value), {
    type: 'string',
    title: expected,
    ...(pattern !== undefined && { pattern }),
  });
}

/** One of some values. */
export function choice<const Value extends string | number | boolean>(
  ...values: readonly Value[]
): Schema<Value> {
  const written = values.map((value) => JSON.stringify(value));
  return scalar(
    written.length === 1 ? written[0] : `one of ${written.join(', ')}`,
    (value): value is Value => values.some((each) => each === value),
    values.length === 1 ? { const: values[0] } : { enum: values },
  );
}

export interface ListLimits {
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** A list of any length within the limits. */
export function list<Item>(item: Schema<Item>, limits: ListLimits = {}): Schema<readonly Item[]> {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = limits;
  const expected = `a list of ${item.expected}${minItems > 0 ? `, at least ${minItems}` : ''}`;
  return {
    expected,
    read(value, path, problems) {
      if (!Array.isArray(value) || value.length < minItems || value.length > maxItems) {
        problems.push({ path, expected });
      }
      if (!Array.isArray(value)) return [];
      return value.map((each, index) => item.read(each, `${path}/${index}`, problems));
    },
    toJsonSchema: (definitions) => ({ type: 'array', items: item.toJsonSchema(definitions), ...limits }),
  };
}

/** Three of a kind. */
export function triple<Item>(item: Schema<Item>): Schema<readonly [Item, Item, Item]> {
  const three = list(item, { minItems: 3, maxItems: 3 });
  return { ...three, read: three.read as Schema<readonly [Item, Item, Item]>['read'] };
}

/** A schema under a name of its own, made when it is first needed, so that it may contain itself. */
export function named<Value>(name: string, description: string, make: () => Schema<Value>): Schema<Value> {
  return {
    expected: `a ${name}`,
    read: (value, path, problems) => make().read(value, path, problems),
    toJsonSchema(definitions) {
      if (!definitions.has(name)) {
        // In place before its contents are made, which may refer to it.
        definitions.set(name, {});
        definitions.set(name, { description, ...make().toJsonSchema(definitions) });
      }
      return { $ref: `#/$defs/${name}` };
    },
  };
}

/** A schema with a further check, which says what it expected of a value that is sound otherwise. */
export function refined<Value>(
  schema: Schema<Value>,
  check: (value: Value) => JsonProblem | undefined,
): Schema<Value> {
  return {
    ...schema,
    read(value, path, problems) {
      const found: JsonProblem[] = [];
      const read = schema.read(value, path, found);
      const problem = found.length === 0 ? check(read) : undefined;
      if (problem !== undefined) found.push({ ...problem, path: `${path}${problem.path}` });
      problems.push(...found);
      return read;
    },
  };
}

function scalar<Value>(
  expected: string,
  accepts: (value: unknown) => value is Value,
  jsonSchema: JsonSchema,
): Schema<Value> {
  return {
    expected,
    read(value, path, problems) {
      if (!accepts(value)) problems.push({ path, expected });
      return value as Value;
    },
    toJsonSchema: () => jsonSchema,
  };
}
