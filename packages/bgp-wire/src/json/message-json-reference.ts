import type { Message } from '../messages/message.ts';
import { faultJsonSchema } from './fault-json.ts';
import { messageJsonSchema, messageToJson } from './message-json.ts';
import type { JsonSchema } from './schema.ts';

const preface = `# BGP messages as JSON

Every message has one JSON form. \`messageToJson\` of \`@bgpeer/bgp-wire\` makes it, with the properties always in the same
order, and \`messageFromJson\` takes it, or says of each thing that is wrong where it is (a JSON Pointer, RFC 6901) and what
was expected. \`messageJsonSchema\` and \`faultJsonSchema\` are JSON Schemas (draft 2020-12) of what follows, which is made
from the same source.

Octets are lower-case hexadecimal. Addresses are canonical text (RFC 5952 for IPv6), prefixes have all host bits zero.
Properties in *italics* may be left out; others may not, and no property that is not listed may be there. The form of an
UPDATE depends on what the session agreed on, as its octets do: NLRI of families that it does not have, or that the codec
reads no further, are in \`octets\`.

A message becomes JSON, octets, and the same JSON again, in any session that has its families and, where it has path
identifiers, ADD-PATH for them. What only the octets can show, such as a message that is too long, \`messageFromJson\` does
not look at: \`encodeMessage\` throws.
`;

const examples: readonly Message[] = [
  {
    type: 'OPEN',
    version: 4,
    myAutonomousSystem: 65000,
    holdTimeSeconds: 90,
    bgpIdentifier: '192.0.2.1',
    capabilities: [
      { name: 'multiprotocol', afi: 2, safi: 1 },
      { name: 'four-octet-as', asNumber: 65000 },
    ],
  },
  {
    type: 'UPDATE',
    withdrawn: [],
    attributes: {
      origin: 'IGP',
      asPath: [{ type: 'AS_SEQUENCE', asNumbers: [65000, 65001] }],
      nextHop: '2001:db8::1',
      largeCommunities: [[65000, 1, 2]],
    },
    nlri: [],
    reachable: { afi: 2, safi: 1, nlri: [{ prefix: '2001:db8:1::/48' }] },
  },
  {
    type: 'UPDATE',
    withdrawn: [],
    attributes: { origin: 'IGP', asPath: [] },
    nlri: [],
    reachable: {
      afi: 1,
      safi: 133,
      nlri: [],
      flowspecRules: [
        {
          components: [
            { type: 'destination-prefix', prefix: '192.0.2.0/24' },
            { type: 'protocol', match: ['==6'] },
            { type: 'port', match: ['>=137&<=139', '==8080'] },
          ],
        },
      ],
    },
  },
  { type: 'NOTIFICATION', code: 6, subcode: 4, data: new Uint8Array() },
];

/** The Markdown of docs/message-json.md, made from the schemas that messages are checked by. */
export function messageJsonReference(): string {
  const definitions = {
    ...(messageJsonSchema['$defs'] as Definitions),
    ...(faultJsonSchema['$defs'] as Definitions),
  };
  const variants = (messageJsonSchema['oneOf'] as readonly JsonSchema[]).map(
    (variant) => `- ${typeOf(variant)}`,
  );
  return `${[
    preface.trimEnd(),
    `A message is one of these, which \`type\` tells apart:\n\n${variants.join('\n')}`,
    '## Examples',
    ...examples.map(
      (message) => `\`\`\`json\n${JSON.stringify(messageToJson(message), undefined, 2)}\n\`\`\``,
    ),
    ...Object.entries(definitions).map(([name, schema]) => section(name, schema)),
  ].join('\n\n')}\n`;
}

type Definitions = Readonly<Record<string, JsonSchema>>;

function section(name: string, schema: JsonSchema): string {
  const variants = (schema['oneOf'] ?? [schema]) as readonly JsonSchema[];
  const tables = variants.map((variant) => propertyTable(variant).join('\n'));
  return [`## ${name}`, schema['description'], ...tables].join('\n\n');
}

function propertyTable(schema: JsonSchema): string[] {
  const required = schema['required'] as readonly string[];
  const properties = Object.entries(schema['properties'] as Definitions);
  return [
    '| property | value | meaning |',
    '| --- | --- | --- |',
    ...properties.flatMap(([name, property]) => rows(name, property, required.includes(name))),
  ];
}

/** A property's row, and behind it those of an object that has no name of its own. */
function rows(name: string, property: JsonSchema, isRequired: boolean): string[] {
  const shown = isRequired ? `\`${name}\`` : `*\`${name}\`*`;
  const own = `| ${shown} | ${typeOf(property)} | ${property['description'] ?? ''} |`;
  const [inner, innerName] = innerObject(property, name);
  if (inner === undefined) return [own];
  const required = inner['required'] as readonly string[];
  const properties = Object.entries(inner['properties'] as Definitions);
  return [
    own,
    ...properties.flatMap(([key, value]) => rows(`${innerName}.${key}`, value, required.includes(key))),
  ];
}

/** The nameless object in a property, under lists too, and what it is called there. */
function innerObject(property: JsonSchema, name: string): [JsonSchema | undefined, string] {
  if (property['type'] === 'object') return [property, name];
  if (property['type'] === 'array') return innerObject(property['items'] as JsonSchema, `${name}[]`);
  return [undefined, name];
}

/** A value's type in a table's cell. */
function typeOf(schema: JsonSchema): string {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    return `[${name}](#${name.toLowerCase()})`;
  }
  const values = (schema['enum'] ?? ('const' in schema ? [schema['const']] : undefined)) as
    | readonly unknown[]
    | undefined;
  if (values !== undefined) return values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  switch (schema['type']) {
    case 'array':
      return `list of ${typeOf(schema['items'] as JsonSchema)}`;
    case 'integer':
      return `${schema['minimum']} to ${schema['maximum']}`;
    case 'boolean':
      return 'true or false';
    default:
      return `${schema['title'] ?? schema['type']}`;
  }
}
