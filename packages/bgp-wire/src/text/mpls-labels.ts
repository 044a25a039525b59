/** The largest MPLS label: 20 bits (RFC 3032, section 2.1). */
export const mplsLabelMax = 0xf_ffff;

/** A label stack as text, outermost first: `100/200`. */
export function formatMplsLabels(labels: readonly number[]): string {
  return labels.join('/');
}

/** The labels of a stack's text, one at least; undefined when one is no number of 0 to 1,048,575. */
export function parseMplsLabels(text: string): number[] | undefined {
  if (!/^(?:0|[1-9]\d{0,6})(?:\/(?:0|[1-9]\d{0,6}))*$/.test(text)) return undefined;
  const labels = text.split('/').map(Number);
  return labels.every((label) => label <= mplsLabelMax) ? labels : undefined;
}
