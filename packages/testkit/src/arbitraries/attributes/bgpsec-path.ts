import { opaqueAttribute } from './opaque-value.ts';

export const bgpsecPath = opaqueAttribute({
  code: 33,
  name: 'BGPsec_PATH',
  field: 'bgpsecPath',
  treatment: 'treat-as-withdraw',
  reference: 'RFC 8205, section 5.2',
});
