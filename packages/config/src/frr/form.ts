/**
 * The form of a statement, written as FRR's documentation writes it: `neighbor PEER timers connect (1-65535)`.
 * Small letters are words to type, capitals stand for a value, `(1-10)` for a number in a range, `<a|b>` for one of
 * several, `[…]` for what may be left out, `{a|b N}` for options in any order, and `NAME...` for the rest of the line.
 */
export type Form = readonly FormPart[];

export type FormPart =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'value'; readonly name: ValueName }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly parts: readonly FormPart[] }
  | { readonly kind: 'optional'; readonly parts: Form }
  | { readonly kind: 'options'; readonly options: readonly FormOption[] }
  | { readonly kind: 'rest' };

/** One of several options that may stand in any order, each once: a word and what follows it, or a number alone. */
export type FormOption = {
  /** Its first piece, as the form writes it: `metric`, `(1-255)`. */
  readonly key: string;
  readonly parts: Form;
};

/** The values in capitals; `form-values.ts` says what each accepts. */
export const valueNames = ['A.B.C.D', 'ADDRESS', 'ASNUM', 'GROUP', 'NAME', 'PEER', 'PREFIX', 'WORD'] as const;

export type ValueName = (typeof valueNames)[number];

/** Reads a form; asserts that it is well formed, since forms are written in this package only. */
export function readForm(text: string): Form {
  const pieces = text.match(/\[|\]|<[^>]*>|\{[^}]*\}|[^\s[\]<{]+/g) ?? [];
  const [form, next] = readSequence(pieces, 0);
  if (next !== pieces.length) throw new Error(`malformed form: ${text}`);
  return form;
}

function readSequence(pieces: readonly string[], start: number): [Form, number] {
  const parts: FormPart[] = [];
  let position = start;
  while (position < pieces.length && pieces[position] !== ']') {
    if (pieces[position] === '[') {
      const [inner, next] = readSequence(pieces, position + 1);
      parts.push({ kind: 'optional', parts: inner });
      position = next + 1;
    } else {
      parts.push(readPart(pieces[position]));
      position++;
    }
  }
  return [parts, position];
}

function readPart(piece: string): FormPart {
  if (piece.startsWith('<')) {
    return { kind: 'choice', parts: piece.slice(1, -1).split('|').map(readPart) };
  }
  if (piece.startsWith('{')) return { kind: 'options', options: readOptions(piece.slice(1, -1)) };
  if (piece.endsWith('...')) return { kind: 'rest' };
  const range = /^\((\d+)-(\d+)\)$/.exec(piece);
  if (range !== null) return { kind: 'number', min: Number(range[1]), max: Number(range[2]) };
  const name = valueNames.find((candidate) => candidate === piece);
  return name === undefined ? { kind: 'word', word: piece } : { kind: 'value', name };
}

/** Alternatives inside an option stand in `<…>`, so that the bars outside of it part the options. */
function readOptions(text: string): FormOption[] {
  const options = text.match(/(?:<[^>]*>|[^|<])+/g) ?? [];
  return options.map((option) => ({ key: option.split(' ')[0], parts: readForm(option) }));
}
