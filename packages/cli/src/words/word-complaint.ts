/** What FRR says about words that it cannot follow. */
export function complaintAbout(
  outcome: 'unknown' | 'incomplete' | 'ambiguous',
  words: readonly string[],
): string {
  const asked = words.join(' ');
  switch (outcome) {
    case 'unknown':
      return `% Unknown command: ${asked}`;
    case 'incomplete':
      return `% Command incomplete: ${asked}`;
    case 'ambiguous':
      return `% Ambiguous command: ${asked}`;
  }
}
