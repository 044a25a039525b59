type TypedArray = Int32Array | Uint32Array | Uint16Array | Uint8Array | Float64Array;

/** A longer copy of a column; new places are zero, or `fill`. */
export function grown<Column extends TypedArray>(column: Column, capacity: number, fill = 0): Column {
  const longer = new (column.constructor as new (length: number) => Column)(capacity);
  longer.set(column);
  if (fill !== 0) longer.fill(fill, column.length);
  return longer;
}

/** The next capacity for at least `needed` places: half as much again, so that growing is amortised. */
export function nextCapacity(current: number, needed: number): number {
  return Math.max(needed, current + (current >> 1), 64);
}
