import {
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
  type YAMLError,
} from 'yaml';
import { configDocumentSchema } from '../document/config-document.ts';
import { pathBeforeExpansion } from '../document/policy/expand-advertisements.ts';
import { problemsOfSchema } from '../document/schema-problems.ts';
import { problemsOfTheRest } from '../fold/problems-of-the-rest.ts';
import type { ParsedConfig } from '../parsed-config.ts';
import { type DocumentKey, inLineOrder, type Place, type PlaceOf, type Problem } from '../problem.ts';

/** Reads the native YAML form. Never throws: what is wrong is in `problems`, each with its line. */
export function parseYamlConfig(text: string, options: { file: string }): ParsedConfig {
  const lines = text.split(/\r?\n/);
  const lineCounter = new LineCounter();
  const yaml = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'silent' });
  const placeAt = (offset: number): Place => {
    const { line } = lineCounter.linePos(offset);
    return { file: options.file, line, text: lines[line - 1] };
  };
  const placeOf: PlaceOf = (path) => {
    // What stands in the document and not in the text may have been made of advertisements.
    const offset = offsetOf(yaml, yaml.hasIn(path) ? path : pathBeforeExpansion(path));
    return offset === undefined ? { file: options.file } : placeAt(offset);
  };
  const problems = [...yaml.errors, ...yaml.warnings].map((fault) => yamlProblem(fault, placeAt));
  // A key that stands twice leaves a map that can be checked all the same; other faults leave none.
  if (yaml.errors.some((fault) => fault.code !== 'DUPLICATE_KEY')) {
    return { problems: inLineOrder(problems), placeOf };
  }
  const plain = toPlainValue(yaml, options.file);
  if (plain.problem !== undefined) return { problems: [...problems, plain.problem], placeOf };
  const checked = configDocumentSchema.safeParse(plain.value, { reportInput: true });
  if (!checked.success) {
    problems.push(...problemsOfSchema(checked.error.issues, placeOf));
    problems.push(...problemsOfTheRest(plain.value, placeOf));
  }
  return { document: checked.data, problems: inLineOrder(problems), placeOf };
}

function yamlProblem(fault: YAMLError, placeAt: (offset: number) => Place): Problem {
  const isDuplicate = fault.code === 'DUPLICATE_KEY';
  return {
    severity: 'error',
    ...placeAt(fault.pos[0]),
    message: fault.message.replaceAll(/\s+/g, ' '),
    expected: isDuplicate ? 'each key once' : 'well-formed YAML 1.2',
    fix: isDuplicate ? 'remove one of the two' : 'correct the indentation or the quotes here',
  };
}

/** An empty file is an empty map, which lacks an AS number; aliases that grow without bounds are refused. */
function toPlainValue(yaml: Document.Parsed, file: string): { value?: unknown; problem?: Problem } {
  try {
    return { value: yaml.toJS({ maxAliasCount: 100 }) ?? {} };
  } catch (error) {
    const problem: Problem = {
      severity: 'error',
      file,
      message: error instanceof Error ? error.message : String(error),
      expected: 'anchors that are used a few times',
      fix: 'write the values out',
    };
    return { problem };
  }
}

/** Where the key of a path, or of the nearest part around it, stands in the text. */
function offsetOf(yaml: Document.Parsed, path: readonly DocumentKey[]): number | undefined {
  let node: ParsedNode | null = yaml.contents;
  let offset = node?.range[0];
  for (const key of path) {
    const step = stepInto(node, key);
    if (step === undefined) return offset;
    offset = step.offset;
    node = step.value;
  }
  return offset;
}

function stepInto(
  node: ParsedNode | null,
  key: DocumentKey,
): { offset: number; value: ParsedNode | null } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    return pair === undefined ? undefined : { offset: pair.key.range[0], value: pair.value };
  }
  if (!isSeq(node) || typeof key !== 'number') return undefined;
  const item = node.items[key];
  return isPair(item) || item === undefined ? undefined : { offset: item.range[0], value: item };
}
