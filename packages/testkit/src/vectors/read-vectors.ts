import { octetsOfHexadecimal } from '@bgpeer/bgp-wire';
import type { Vector, VectorFault } from './vector.ts';
import { parseVectorContext } from './vector-context.ts';

const fieldNames = ['name', 'reference', 'context', 'octets', 'decode-only', 'message', 'fault'] as const;
type FieldName = (typeof fieldNames)[number];

interface Field {
  readonly line: number;
  readonly text: string;
}

/**
 * Reads golden vectors (`*.vec`), of which a file may hold many, lines of three dashes between them. A vector is a list
 * of fields, `field: text`; indented lines belong to the field above them, and `#` begins a comment, in octets too:
 *
 *     name: KEEPALIVE
 *     reference: RFC 4271, section 4.4
 *     context: external
 *     octets:
 *       ffffffff ffffffff ffffffff ffffffff   # marker
 *       0013                                  # length
 *       04                                    # type
 *     message: { "type": "KEEPALIVE" }
 *
 * There is a `message`, a `fault`, or both. `decode-only:` gives the reason why an encoder gives other octets. What is
 * wrong with the text is thrown, with its line.
 */
export function readVectors(text: string): Vector[] {
  const lines = text.split('\n');
  const starts = [
    -1,
    ...lines.flatMap((line, index) => (/^---\s*$/.test(line) ? [index] : [])),
    lines.length,
  ];
  return starts
    .slice(0, -1)
    .map((start, place) => fieldsOf(lines, start + 1, starts[place + 1]))
    .filter((fields) => fields.size > 0)
    .map(vectorOf);
}

function fieldsOf(lines: readonly string[], start: number, end: number): ReadonlyMap<FieldName, Field> {
  const fields = new Map<FieldName, Field>();
  let last: FieldName | undefined;
  for (let index = start; index < end; index += 1) {
    const line = withoutComment(lines[index]);
    if (line.trim() === '') continue;
    const [, name, rest] = /^([a-z-]+):(.*)$/.exec(line) ?? [];
    if (name === undefined) {
      const field = last === undefined || !/^\s/.test(line) ? undefined : fields.get(last);
      if (field === undefined)
        throw new Error(`line ${index + 1}: expected "field: text", got "${line.trim()}"`);
      fields.set(last!, { ...field, text: `${field.text}\n${line.trim()}` });
    } else {
      if (!isFieldName(name))
        throw new Error(`line ${index + 1}: no field "${name}", expected one of ${fieldNames.join(', ')}`);
      if (fields.has(name)) throw new Error(`line ${index + 1}: a second field "${name}"`);
      fields.set(name, { line: index + 1, text: rest.trim() });
      last = name;
    }
  }
  return fields;
}

function vectorOf(fields: ReadonlyMap<FieldName, Field>): Vector {
  const firstLine = Math.min(...[...fields.values()].map(({ line }) => line));
  const required = (name: FieldName): Field => {
    const field = fields.get(name);
    if (field === undefined) throw new Error(`line ${firstLine}: the vector has no "${name}"`);
    return field;
  };
  const message = fields.get('message');
  const fault = fields.get('fault');
  if (message === undefined && fault === undefined)
    throw new Error(`line ${firstLine}: the vector has neither "message" nor "fault"`);
  return {
    name: required('name').text,
    reference: required('reference').text,
    context: atLine(required('context'), parseVectorContext),
    octets: atLine(required('octets'), parseOctets),
    ...(message !== undefined && { message: atLine(message, JSON.parse) }),
    ...(fault !== undefined && { fault: atLine(fault, JSON.parse) as VectorFault }),
    decodeOnly: fields.has('decode-only'),
  };
}

function atLine<Value>({ line, text }: Field, parse: (text: string) => Value): Value {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`line ${line}: ${error instanceof Error ? error.message : error}`);
  }
}

function parseOctets(text: string): Uint8Array {
  const digits = text.replace(/\s/g, '');
  const wrong = /[^0-9a-fA-F]/.exec(digits);
  if (wrong !== null) throw new Error(`"${wrong[0]}" is no hexadecimal digit`);
  if (digits.length % 2 !== 0)
    throw new Error(`${digits.length} hexadecimal digits, expected an even number`);
  return octetsOfHexadecimal(digits.toLowerCase());
}

/** A comment begins at the start of a line, or behind a space. */
function withoutComment(line: string): string {
  return line.replace(/(?:^|\s)#.*$/, '');
}

function isFieldName(name: string): name is FieldName {
  return (fieldNames as readonly string[]).includes(name);
}
