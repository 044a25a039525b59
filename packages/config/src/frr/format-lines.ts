/** One line for a key that is there, none for one that is not. */
export function stated<Value>(value: Value | undefined, line: (value: Value) => string): string[] {
  return value === undefined ? [] : [line(value)];
}

/** A statement for true, its `no` form for false, none when nothing is said. */
export function switched(value: boolean | undefined, statement: string): string[] {
  return stated(value, (on) => (on ? statement : `no ${statement}`));
}
