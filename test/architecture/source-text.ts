/** `text` with its comments blanked out; every line and column stays where it was. */
export function withoutComments(text: string): string {
  return scan(text, { keepTexts: true });
}

/** The same, and with the inside of string and template literals and of regular expressions blanked out too. */
export function withoutCommentsAndTexts(text: string): string {
  return scan(text, { keepTexts: false });
}

/** A function's body, as lines of a file: `line` is where its brace opens. */
export interface FunctionBody {
  readonly line: number;
  readonly lineCount: number;
}

/**
 * The bodies of functions and methods in code without comments and texts: a brace behind the parenthesis of
 * parameters (and a return type) or behind an arrow. Blocks of `if`, `for`, `while`, `switch` and `catch` are none.
 */
export function functionBodies(code: string): readonly FunctionBody[] {
  const bodies: FunctionBody[] = [];
  const open: { readonly line: number; readonly isFunction: boolean }[] = [];
  let line = 1;
  for (let place = 0; place < code.length; place += 1) {
    if (code[place] === '\n') line += 1;
    if (code[place] === '{') open.push({ line, isFunction: opensFunction(code, place) });
    if (code[place] === '}') {
      const closed = open.pop();
      if (closed?.isFunction) bodies.push({ line: closed.line, lineCount: line - closed.line + 1 });
    }
  }
  return bodies;
}

const controlWord = /\b(?:if|for|while|switch|catch|with)\s*$/;

function opensFunction(code: string, brace: number): boolean {
  const before = code.slice(Math.max(0, brace - 2_000), brace).trimEnd();
  if (before.endsWith('=>')) return true;
  if (/[:|&<,]$/.test(before)) return false;
  const parameters = /\)(?:\s*:\s*[^=;{}()]*(?:\{[^{}]*\}[^=;{}()]*)?)?$/.exec(before);
  if (parameters === null) return false;
  let depth = 0;
  for (let place = parameters.index; place >= 0; place -= 1) {
    if (before[place] === ')') depth += 1;
    if (before[place] === '(') depth -= 1;
    if (depth === 0) return !controlWord.test(before.slice(0, place));
  }
  return false;
}

/** Where a slash begins a regular expression rather than divides: behind an operator, an opening, or a keyword. */
const beforeExpression = /(?:^|[=(,:;!&|?{}[+\-*%<>~^\n]|\b(?:return|typeof|case|in|of))\s*$/;

const literalPatterns = {
  comment: /\/\/[^\n]*|\/\*[\s\S]*?\*\//y,
  text: /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/y,
  regularExpression: /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y,
} as const;

function scan(source: string, options: { readonly keepTexts: boolean }): string {
  let result = '';
  let place = 0;
  const templates: number[] = [];
  const matchAt = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = place;
    return pattern.exec(source)?.[0];
  };
  const take = (taken: string, blank: boolean): void => {
    result += blank ? taken.replace(/[^\n]/g, ' ') : taken;
    place += taken.length;
  };
  while (place < source.length) {
    const comment = matchAt(literalPatterns.comment);
    const text = comment === undefined ? matchAt(literalPatterns.text) : undefined;
    const character = source[place];
    if (comment !== undefined) take(comment, true);
    else if (text !== undefined) take(text, !options.keepTexts);
    else if (character === '/' && beforeExpression.test(result.slice(-80)))
      take(matchAt(literalPatterns.regularExpression) ?? character, !options.keepTexts);
    else if (character === '`' || (character === '}' && templates.at(-1) === 0)) {
      if (character === '}') templates.pop();
      const piece = templatePiece(source, place);
      if (piece.endsWith('${')) templates.push(0);
      take(piece, !options.keepTexts);
    } else {
      if (templates.length > 0 && (character === '{' || character === '}'))
        templates[templates.length - 1] += character === '{' ? 1 : -1;
      take(character, false);
    }
  }
  return result;
}

/** From a backquote, or from the brace that ends a substitution, to the next substitution or the closing backquote. */
function templatePiece(source: string, start: number): string {
  let end = start + 1;
  while (end < source.length && source[end] !== '`' && !source.startsWith('${', end))
    end += source[end] === '\\' ? 2 : 1;
  return source.slice(start, end + (source[end] === '`' ? 1 : 2));
}
