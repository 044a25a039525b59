import { arbitraryAsNumber } from '../as-paths.ts';
import { type CapabilityArbitraries, wrongValueLength } from './capability-arbitraries.ts';

export const fourOctetAs: CapabilityArbitraries = {
  code: 65,
  name: 'four-octet-as',
  valid: () => arbitraryAsNumber().map((asNumber) => ({ name: 'four-octet-as', asNumber })),
  edges: [],
  malformations: [wrongValueLength(4, 'RFC 6793, section 3')],
};
