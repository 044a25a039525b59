import type { z } from 'zod';
import { didYouMean } from '../did-you-mean.ts';
import { type DocumentKey, formatPath, type PlaceOf, type Problem } from '../problem.ts';
import { configDocumentSchema } from './config-document.ts';
import { type FieldMeaning, meaningOf, schemaAt, unwrap } from './field-meaning.ts';

/** What the document's schema found, as problems with place, expectation and fix: one for each key at fault. */
export function problemsOfSchema(issues: readonly z.core.$ZodIssue[], placeOf: PlaceOf): Problem[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? unknownKeys(issue, placeOf) : [wrongValue(issue, placeOf)],
  );
}

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, placeOf: PlaceOf): Problem[] {
  const parent = schemaAt(configDocumentSchema, issue.path);
  const known = parent === undefined ? [] : keysOf(unwrap(parent));
  return issue.keys.map((key) => {
    const path = [...documentPath(issue.path), key];
    const suggestion = didYouMean(key, known);
    return {
      severity: 'error',
      ...placeOf(path),
      path: formatPath(path),
      message: `unknown key ${key}`,
      expected: known.length === 0 ? undefined : `one of ${known.join(', ')}`,
      fix: suggestion === undefined ? 'remove it' : `did you mean ${suggestion}?`,
    };
  });
}

function wrongValue(issue: z.core.$ZodIssue, placeOf: PlaceOf): Problem {
  const path = documentPath(issue.path);
  const meaning = nearestMeaning(issue.path);
  const isMissing =
    issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_union');
  return {
    severity: 'error',
    ...placeOf(path),
    path: path.length === 0 ? undefined : formatPath(path),
    message: isMissing ? `${String(path.at(-1))} is missing` : messageOf(issue),
    expected: meaning?.values,
    fix: fixOf(meaning, isMissing),
  };
}

function messageOf(issue: z.core.$ZodIssue): string {
  const written = JSON.stringify(issue.input) ?? 'nothing';
  const shown = written.length > 60 ? `${written.slice(0, 60)}…` : written;
  if (issue.code === 'custom' && typeof issue.input === 'object') {
    return `${String(issue.path.at(-1))} ${issue.message}`;
  }
  if (issue.code === 'custom' || issue.code === 'invalid_format') return `${shown}: ${issue.message}`;
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  return `${shown} cannot stand here`;
}

function fixOf(meaning: FieldMeaning | undefined, isMissing: boolean): string {
  if (isMissing) return 'add it';
  if (meaning?.default === undefined) return 'correct the value';
  return `correct the value, or leave it out for the default: ${meaning.default}`;
}

/** The meaning of the key itself, or of the nearest one around it. */
function nearestMeaning(path: readonly PropertyKey[]): FieldMeaning | undefined {
  for (let length = path.length; length > 0; length--) {
    const schema = schemaAt(configDocumentSchema, path.slice(0, length));
    const meaning = schema === undefined ? undefined : meaningOf(schema);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}

function keysOf(schema: z.ZodType): string[] {
  return 'shape' in schema ? Object.keys(schema.shape as object) : [];
}

/** JSON and YAML have no symbols for keys. */
function documentPath(path: readonly PropertyKey[]): DocumentKey[] {
  return path.map((key) => (typeof key === 'symbol' ? String(key) : key));
}
