/** Throws when the programmer is wrong. What a peer or an operator does wrong is data and never comes here. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
