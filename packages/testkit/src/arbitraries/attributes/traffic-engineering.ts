import { opaqueAttribute } from './opaque-value.ts';

export const trafficEngineering = opaqueAttribute({
  code: 24,
  name: 'Traffic Engineering',
  field: 'trafficEngineering',
  treatment: 'treat-as-withdraw',
  reference: 'RFC 7606, section 7.13',
});
