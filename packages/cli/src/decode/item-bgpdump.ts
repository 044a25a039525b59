import { bgpdumpRouteLine, bgpdumpStateLine, bgpdumpUpdateLines, lenientUpdate } from '@bgpeer/capture';
import type { DecodeItem } from './decode-item.ts';

/** The lines that `bgpdump -m` writes for an item. */
export function itemBgpdumpLines(item: DecodeItem): string[] {
  switch (item.kind) {
    case 'message': {
      const read = lenientUpdate(item.octets, item);
      return read === undefined ? [] : bgpdumpUpdateLines(read, item.bgpdump);
    }
    case 'route': {
      const { prefix, pathIdentifier, decoded, bgpdump } = item;
      return prefix === undefined
        ? []
        : [bgpdumpRouteLine({ prefix, pathIdentifier }, decoded.attributes, bgpdump)];
    }
    case 'state':
      return [bgpdumpStateLine(item.record)];
    case 'peers':
      return [];
  }
}
