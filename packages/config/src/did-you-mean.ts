/** The candidate nearest to what was written, when it is near enough to be a slip of the fingers. */
export function didYouMean(written: string, candidates: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let nearestDistance = Math.max(1, Math.floor(written.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(written.toLowerCase(), candidate.toLowerCase());
    if (distance < nearestDistance) {
      nearest = candidate;
      nearestDistance = distance;
    }
  }
  return nearest;
}

/** How many letters must be inserted, left out or exchanged to make one text of the other (Levenshtein). */
export function editDistance(one: string, other: string): number {
  return sequenceDistance([...one], [...other], (letter, otherLetter) => (letter === otherLetter ? 0 : 1));
}

/** The cost of making one sequence of the other: leaving an item out costs 1, the rest what the two functions say. */
export function sequenceDistance<One, Other>(
  one: readonly One[],
  other: readonly Other[],
  exchangeCost: (item: One, otherItem: Other) => number,
  insertionCost: (otherItem: Other) => number = () => 1,
): number {
  let row = [0];
  for (const [column, otherItem] of other.entries()) row.push(row[column] + insertionCost(otherItem));
  for (const [index, item] of one.entries()) {
    const next = [index + 1];
    for (const [column, otherItem] of other.entries()) {
      const exchanged = row[column] + exchangeCost(item, otherItem);
      next.push(Math.min(row[column + 1] + 1, next[column] + insertionCost(otherItem), exchanged));
    }
    row = next;
  }
  return row[other.length];
}
