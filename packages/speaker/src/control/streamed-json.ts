import { setImmediate } from 'node:timers/promises';
import type { StreamedAnswer } from './control-route.ts';

/** Text is handed on in pieces of about this many characters. */
const pieceLengthMin = 64 * 1024;

/**
 * The answer as pieces of JSON text, made only as fast as they are taken; the event loop turns between two pieces, so
 * that sessions do not wait for a reader of a long table.
 */
export async function* streamedJson({ head, listName, items }: StreamedAnswer): AsyncGenerator<string> {
  const opening = JSON.stringify(head);
  let piece = `${opening.slice(0, -1)},${JSON.stringify(listName)}:[`;
  let first = true;
  for (const item of items) {
    piece += `${first ? '' : ','}\n${JSON.stringify(item)}`;
    first = false;
    if (piece.length < pieceLengthMin) continue;
    yield piece;
    piece = '';
    await setImmediate();
  }
  yield `${piece}]}\n`;
}
