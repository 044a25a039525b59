/** One word of a command: itself, or a stand-in for something the user fills in, written in capitals. */
export type PatternWord =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string };

/**
 * Every sequence of words a pattern allows. `[ip]` may be left out, `ipv4|ipv6` is one of both, `PREFIX` is filled in:
 * `show [ip] bgp [ipv4|ipv6] PREFIX`.
 */
export function expandPattern(pattern: string): PatternWord[][] {
  let sequences: PatternWord[][] = [[]];
  for (const part of pattern.split(' ')) {
    const isOptional = part.startsWith('[');
    const choices = (isOptional ? part.slice(1, -1) : part).split('|').map(patternWord);
    sequences = sequences.flatMap((sequence) => [
      ...(isOptional ? [sequence] : []),
      ...choices.map((choice) => [...sequence, choice]),
    ]);
  }
  return sequences;
}

function patternWord(text: string): PatternWord {
  return /^[A-Z]+$/.test(text) ? { kind: 'variable', name: text } : { kind: 'literal', text };
}
