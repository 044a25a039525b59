import type { JsonProblem, JsonSchema, Schema } from './schema.ts';

/** A property of an object. */
export interface Property<Value> {
  readonly schema: Schema<Value>;
  readonly description: string;
  readonly optional: boolean;
}

/** A property for every field of a type: one that is forgotten does not compile, nor does one too many. */
export type PropertiesOf<Value> = {
  readonly [Key in keyof Value]-?: undefined extends Value[Key]
    ? Property<Exclude<Value[Key], undefined>> & { readonly optional: true }
    : Property<Value[Key]> & { readonly optional: false };
};

export function required<Value>(
  schema: Schema<Value>,
  description: string,
): Property<Value> & { readonly optional: false } {
  return { schema, description, optional: false };
}

export function optional<Value>(
  schema: Schema<Value>,
  description: string,
): Property<Value> & { readonly optional: true } {
  return { schema, description, optional: true };
}

/** An object with these properties, in this order, and no other. */
export function object<Value extends object>(properties: PropertiesOf<Value>): Schema<Value> {
  const entries = Object.entries(properties) as [string, Property<unknown>][];
  const expected = `an object with ${entries.map(([name]) => name).join(', ')}`;
  return {
    expected,
    read(value, path, problems) {
      if (!isObject(value)) {
        problems.push({ path, expected });
        return value as Value;
      }
      refuseOthers(value, properties, path, problems);
      const read: Record<string, unknown> = {};
      for (const [name, { schema, optional }] of entries) {
        const given = Object.hasOwn(value, name) ? value[name] : undefined;
        if (given !== undefined) read[name] = schema.read(given, `${path}/${name}`, problems);
        else if (!optional) problems.push({ path: `${path}/${name}`, expected: schema.expected });
      }
      return read as Value;
    },
    toJsonSchema: (definitions) => ({
      type: 'object',
      properties: Object.fromEntries(
        entries.map(([name, { schema, description }]) => [
          name,
          { description, ...schema.toJsonSchema(definitions) },
        ]),
      ),
      required: entries.filter(([, property]) => !property.optional).map(([name]) => name),
      additionalProperties: false,
    }),
  };
}

/** One of some objects, which the value of one property tells apart. */
export function tagged<Key extends string, Value extends Readonly<Record<Key, string>>>(
  key: Key,
  variants: { readonly [Tag in Value[Key]]: Schema<Extract<Value, Readonly<Record<Key, Tag>>>> },
): Schema<Value> {
  const tags = Object.keys(variants) as Value[Key][];
  const expected = `an object whose ${key} is one of ${tags.join(', ')}`;
  return {
    expected,
    read(value, path, problems) {
      const tag = isObject(value) ? value[key] : undefined;
      if (typeof tag === 'string' && Object.hasOwn(variants, tag)) {
        return variants[tag as Value[Key]].read(value, path, problems);
      }
      problems.push(
        isObject(value)
          ? { path: `${path}/${key}`, expected: `one of ${tags.join(', ')}` }
          : { path, expected },
      );
      return value as Value;
    },
    toJsonSchema: (definitions): JsonSchema => ({
      oneOf: tags.map((tag) => variants[tag].toJsonSchema(definitions)),
    }),
  };
}

/** One of two objects, which the value itself tells apart. */
export function either<One extends object, Other extends object>(
  isOne: (value: Readonly<Record<string, unknown>>) => boolean,
  one: Schema<One>,
  other: Schema<Other>,
): Schema<One | Other> {
  const expected = `${one.expected}, or ${other.expected}`;
  return {
    expected,
    read(value, path, problems) {
      if (isObject(value)) return (isOne(value) ? one : other).read(value, path, problems);
      problems.push({ path, expected });
      return value as One | Other;
    },
    toJsonSchema: (definitions) => ({
      oneOf: [one.toJsonSchema(definitions), other.toJsonSchema(definitions)],
    }),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseOthers(value: object, properties: object, path: string, problems: JsonProblem[]): void {
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(properties, name))
      problems.push({ path: `${path}/${name}`, expected: 'no such property' });
  }
}
