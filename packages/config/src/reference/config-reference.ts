import { configDocumentSchema } from '../document/config-document.ts';
import { type DescribedField, describedFields } from '../document/field-meaning.ts';
import type { StatementRow } from '../frr/statement.ts';
import { statementTable } from '../frr/statements/statement-table.ts';

const statusInWords: Readonly<Record<StatementRow['status'], string>> = {
  supported: 'supported',
  noted: 'noted and ignored',
  'not-yet': 'known, not supported yet',
};

/** The text of docs/config.md: every native key and every statement of frr.conf, from the tables that the parsers use. */
export function configReference(): string {
  return [...introduction, ...nativeKeys(), ...frrConfStatements()].join('\n');
}

const introduction = [
  '# Configuration',
  '',
  '<!-- Generated from packages/config: `configReference()`. -->',
  '',
  'A configuration is written as an frr.conf, as native YAML, or as flags of `bgpeer tor`. All three become one',
  'document, which is checked as a whole. Every problem is reported at once, with its place, what was expected and the',
  'fix. An *error* leaves no configuration; a *warning* means that something is not done as written, and `--strict` makes',
  'it fatal; a *note* is harmless.',
  '',
];

function nativeKeys(): string[] {
  return [
    '## Native keys',
    '',
    'The settings of `peers[]` may stand in `peerGroups.NAME` too; what a peer says for itself wins, key by key (the two',
    'timers together). `families` has the keys `ipv4-unicast` and `ipv6-unicast`, with the same settings below each.',
    '[examples/policies](../examples/policies) has the same lists and route-maps in YAML and in frr.conf.',
    '',
    '| Key | Values | Default | Meaning | frr.conf |',
    '| --- | --- | --- | --- | --- |',
    ...describedFields(configDocumentSchema).filter(isShownOnce).map(keyRow),
    '',
  ];
}

/** What groups and peers, or both families, have in common is written down once. */
function isShownOnce({ path }: DescribedField): boolean {
  return !path.startsWith('peerGroups.NAME') && !path.includes('ipv6-unicast');
}

function keyRow({ meaning, path }: DescribedField): string {
  const key = path.replace('ipv4-unicast', 'FAMILY');
  const frrConf = meaning.frrConf === undefined ? '' : code(meaning.frrConf);
  return tableRow([code(key), meaning.values, meaning.default ?? '', meaning.meaning, frrConf]);
}

function frrConfStatements(): string[] {
  const rows = statementTable.map(({ row }) => row);
  return [
    '## frr.conf statements',
    '',
    'Small letters are typed as they stand, capitals stand for a value, `(1-10)` for a number in a range, `<a|b>` for one',
    'of several, `[…]` for what may be left out, `{a|b}` for options in any order. Statements that begin with `bgpeer` are',
    'not FRR’s: they say what FRR has no statement for. Indentation is free, `!` and `#` begin comments, and the order of',
    'statements makes no difference.',
    '',
    'A line about lists or route-maps that cannot be obeyed as it stands is an error wherever going on without it would let',
    'pass what it was to keep out.',
    '',
    '| Statement | Stands in | Status | Meaning |',
    '| --- | --- | --- | --- |',
    ...rows.map(statementRow),
    '',
  ];
}

function statementRow(row: StatementRow): string {
  const negation = { allowed: '[no] ', only: 'no ', never: '' }[row.negation];
  const where = row.where.map((place) => placesInWords[place]).join(', ');
  return tableRow([code(`${negation}${row.form}`), where, statusInWords[row.status], row.meaning]);
}

const placesInWords: Readonly<Record<StatementRow['where'][number], string>> = {
  anywhere: 'anywhere',
  top: 'top level',
  router: '`router bgp`',
  family: '`address-family`',
  'route-map': '`route-map`',
};

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}
