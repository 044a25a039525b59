import { z } from 'zod';

/** What people are told about one key of the native form: docs/config.md and the problems are made from it. */
export type FieldMeaning = {
  /** What may stand here, with unit and range. */
  values: string;
  /** What holds when the key is left out. */
  default?: string;
  meaning: string;
  /** The same in frr.conf; left out when frr.conf has no such statement. */
  frrConf?: string;
};

const fieldMeanings = z.registry<FieldMeaning>();

/** Gives a key's schema its meaning; to be called last, since a schema that is refined further is another schema. */
export function field<Schema extends z.ZodType>(schema: Schema, meaning: FieldMeaning): Schema {
  const described = schema.describe(meaning.meaning) as Schema;
  fieldMeanings.add(described, meaning);
  return described;
}

/** One key of the native form: its path, with `[]` for a list's entries and `NAME` for a free name, and its meaning. */
export type DescribedField = { path: string; meaning: FieldMeaning };

/** Every key with a meaning in and below a schema, in the schema's order. */
export function describedFields(schema: z.ZodType, path = ''): DescribedField[] {
  const meaning = meaningOf(schema);
  const own = meaning === undefined ? [] : [{ path, meaning }];
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    const below = Object.entries(inner.shape).flatMap(([key, value]) =>
      describedFields(value as z.ZodType, path === '' ? key : `${path}.${key}`),
    );
    return [...own, ...below];
  }
  if (inner instanceof z.ZodArray)
    return [...own, ...describedFields(inner.element as z.ZodType, `${path}[]`)];
  if (inner instanceof z.ZodRecord) {
    return [...own, ...describedFields(inner.valueType as z.ZodType, `${path}.NAME`)];
  }
  return own;
}

/** The schema of a key, or undefined when there is no such key. */
export function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  let current: z.ZodType | undefined = schema;
  for (const key of path) {
    if (current === undefined) return undefined;
    current = childSchema(unwrap(current), key);
  }
  return current;
}

/** The meaning given to a schema, also from below optional() and default(). */
export function meaningOf(schema: z.ZodType): FieldMeaning | undefined {
  const below = oneBelow(schema);
  return fieldMeanings.get(schema) ?? (below === undefined ? undefined : meaningOf(below));
}

/** The schema below optional() and default(), and before transform(). */
export function unwrap(schema: z.ZodType): z.ZodType {
  const below = oneBelow(schema);
  return below === undefined ? schema : unwrap(below);
}

function oneBelow(schema: z.ZodType): z.ZodType | undefined {
  if (schema instanceof z.ZodPipe) return schema.in as z.ZodType;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return schema.unwrap() as z.ZodType;
  }
  return undefined;
}

function childSchema(schema: z.ZodType, key: PropertyKey): z.ZodType | undefined {
  if (schema instanceof z.ZodObject && typeof key === 'string' && Object.hasOwn(schema.shape, key)) {
    return schema.shape[key] as z.ZodType;
  }
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return undefined;
}
