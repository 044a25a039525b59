import type { z } from 'zod';
import { type ConfigDocument, configDocumentSchema } from '../document/config-document.ts';
import { type DocumentKey, formatPath } from '../problem.ts';

/** What a document has left without the parts that its schema refuses. */
export interface RestOfDocument {
  readonly document: ConfigDocument;
  /** The path that a part of the rest has in the whole document. */
  readonly originalPath: (path: readonly DocumentKey[]) => DocumentKey[];
  /** The problem is one of a part that is gone, of what is around it or in it: it may be there only because of that. */
  readonly concernsWhatIsGone: (path: string) => boolean;
}

type Container = unknown[] | Record<string, unknown>;

/** A part that stands in another one is refused with it in the end: more rounds than there are levels are of no use. */
const roundCountMax = 10;

/**
 * Takes out of a document what its schema refuses, so that the rest can be checked as well and everything be told at once.
 * Undefined where too little is left.
 */
export function restOfDocument(document: unknown): RestOfDocument | undefined {
  const rest = copyOf(document);
  /** Of each list that lost entries: the places that the others had. */
  const places = new Map<unknown, number[]>();
  const gone: string[] = [];
  const originalPath = (path: readonly DocumentKey[]) => pathInWhole(rest, path, places);
  for (let round = 0; round < roundCountMax; round += 1) {
    const parsed = configDocumentSchema.safeParse(rest);
    if (parsed.success)
      return {
        document: parsed.data,
        originalPath,
        concernsWhatIsGone: (path) => gone.some((part) => isWithin(path, part) || isWithin(part, path)),
      };
    for (const path of refusedParts(rest, parsed.error.issues)) {
      if (path.length === 0) return undefined;
      gone.push(formatPath(originalPath(path)));
      takeOut(rest, path, places);
    }
  }
  return undefined;
}

/** Each once, those behind in a list first, so that taking one out leaves the others where they are. */
function refusedParts(rest: unknown, issues: readonly z.core.$ZodIssue[]): DocumentKey[][] {
  const parts = new Map<string, DocumentKey[]>();
  for (const issue of issues) {
    const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    for (const key of keys) {
      const part = presentPart(rest, key);
      parts.set(formatPath(part), part);
    }
  }
  return [...parts.values()].toSorted((one, other) => -inOrder(one, other));
}

/** What is missing cannot be taken out: what it is missing from is. */
function presentPart(rest: unknown, path: readonly DocumentKey[]): DocumentKey[] {
  let inner = rest;
  for (const [depth, key] of path.entries()) {
    const next = isContainer(inner) ? (inner as Record<DocumentKey, unknown>)[key] : undefined;
    if (next === undefined) return path.slice(0, depth);
    inner = next;
  }
  return [...path];
}

function takeOut(rest: unknown, path: readonly DocumentKey[], places: Map<unknown, number[]>): void {
  let container = rest as Container;
  for (const key of path.slice(0, -1)) container = (container as Record<DocumentKey, Container>)[key];
  const last = path.at(-1)!;
  if (!Array.isArray(container)) {
    delete container[last];
    return;
  }
  const placesHere = places.get(container) ?? [...container.keys()];
  placesHere.splice(Number(last), 1);
  places.set(container, placesHere);
  container.splice(Number(last), 1);
}

function pathInWhole(
  rest: unknown,
  path: readonly DocumentKey[],
  places: ReadonlyMap<unknown, readonly number[]>,
): DocumentKey[] {
  let inner = rest;
  return path.map((key) => {
    const original = places.get(inner)?.[Number(key)] ?? key;
    inner = isContainer(inner) ? (inner as Record<DocumentKey, unknown>)[key] : undefined;
    return original;
  });
}

function isWithin(path: string, outer: string): boolean {
  return path.startsWith(outer) && /^($|[.[])/.test(path.slice(outer.length));
}

function inOrder(one: readonly DocumentKey[], other: readonly DocumentKey[]): number {
  for (const [depth, key] of one.entries()) {
    const otherKey = other[depth];
    if (otherKey === undefined) return 1;
    if (key === otherKey) continue;
    if (typeof key === 'number' && typeof otherKey === 'number') return key - otherKey;
    return String(key) < String(otherKey) ? -1 : 1;
  }
  return one.length === other.length ? 0 : -1;
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isContainer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copyOf(each)]));
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}
