import { Automaton, type AutomatonState } from './automaton.ts';
import type { ExpressionNode } from './syntax.ts';

/** The most states of an automaton: repetitions within repetitions multiply. */
export const stateCountMax = 10_000;

/** Thompson's construction, from the end to the beginning; undefined when it needs more than `stateCountMax` states. */
export function buildAutomaton(expression: ExpressionNode): Automaton | undefined {
  if (stateCount(expression) >= stateCountMax) return undefined;
  const states: AutomatonState[] = [{ kind: 'accepting' }];
  const start = build(expression, 0, states);
  return new Automaton(states, start);
}

/** How many states an expression makes, counted before they are made. */
function stateCount(node: ExpressionNode): number {
  switch (node.kind) {
    case 'character':
    case 'assertion':
      return 1;
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + stateCount(part), 0);
    case 'alternatives':
      return node.choices.reduce((sum, choice) => sum + stateCount(choice) + 1, 0);
    case 'repetition': {
      const copies = node.countMax ?? node.countMin + 1;
      return copies * (stateCount(node.of) + 1);
    }
  }
}

/** Adds the states of an expression that is followed by the state `next`; gives the state where it begins. */
function build(node: ExpressionNode, next: number, states: AutomatonState[]): number {
  switch (node.kind) {
    case 'character':
      return states.push({ kind: 'character', set: node.set, next }) - 1;
    case 'assertion':
      return states.push({ kind: 'assertion', assertion: node.assertion, next }) - 1;
    case 'sequence':
      return node.parts.reduceRight((following, part) => build(part, following, states), next);
    case 'alternatives':
      return node.choices
        .map((choice) => build(choice, next, states))
        .reduceRight((other, start) => states.push({ kind: 'split', next: start, other }) - 1);
    case 'repetition':
      return buildRepetition(node, next, states);
  }
}

function buildRepetition(
  node: Extract<ExpressionNode, { kind: 'repetition' }>,
  next: number,
  states: AutomatonState[],
): number {
  let start = next;
  if (node.countMax === undefined) {
    const split: AutomatonState = { kind: 'split', next: 0, other: next };
    start = states.push(split) - 1;
    split.next = build(node.of, start, states);
  } else {
    for (let count = node.countMin; count < node.countMax; count++) {
      start = states.push({ kind: 'split', next: build(node.of, start, states), other: next }) - 1;
    }
  }
  for (let count = 0; count < node.countMin; count++) start = build(node.of, start, states);
  return start;
}
