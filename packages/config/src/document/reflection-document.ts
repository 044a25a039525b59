import { z } from 'zod';
import { field } from './field-meaning.ts';
import { bgpIdentifierValue, switchDefaultingTo } from './values.ts';

/** This router as a route reflector (RFC 4456); who its clients are, the peers say. */
export const reflectionSchema = z.strictObject({
  clusterId: field(bgpIdentifierValue, {
    values: 'a dotted quad, not 0.0.0.0',
    default: 'the BGP Identifier',
    meaning: 'What CLUSTER_LIST calls the cluster: one value for all reflectors of the same clients.',
    frrConf: 'bgp cluster-id <A.B.C.D|(1-4294967295)>',
  }).optional(),
  clientToClient: field(z.boolean(), {
    ...switchDefaultingTo(true),
    meaning: 'Reflect between clients; false when they have sessions among themselves.',
    frrConf: '[no] bgp client-to-client reflection',
  }).optional(),
  allowOutboundPolicy: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning: 'Let export policies change what is reflected; else they only say what passes.',
    frrConf: '[no] bgp route-reflector allow-outbound-policy',
  }).optional(),
});
