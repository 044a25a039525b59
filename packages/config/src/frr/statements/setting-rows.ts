import type { ConfigDocument } from '../../document/config-document.ts';
import type { PeerFamilyDocument } from '../../document/peer-family-document.ts';
import type { PeerGroupDocument } from '../../document/peer-settings-document.ts';
import type { Statement, StatementPlace, SupportedRow } from '../statement.ts';

/** The value that a statement gives a key; undefined takes the key away. */
type ReadValue<Value> = (statement: Statement) => Value | undefined;

/** A statement that sets one top-level key of the document. */
export function documentSetting<Key extends keyof ConfigDocument>(
  where: StatementPlace,
  form: string,
  key: Key,
  read: ReadValue<ConfigDocument[Key]>,
): SupportedRow {
  return {
    where: [where],
    form,
    negation: 'allowed',
    status: 'supported',
    meaning: `\`${key}\``,
    apply: (draft, statement) => {
      draft.document[key] = read(statement);
      draft.places.set(key, draft.placeOf(statement));
    },
  };
}

/** The keys of the document that hold a group of settings. */
type PartKey = 'bestpath' | 'gracefulRestart' | 'listen' | 'reflection';

/** A statement of `router bgp`, or of the top level, that sets one key of a part of the document. */
export function partSetting<
  Part extends PartKey,
  Key extends keyof NonNullable<ConfigDocument[Part]> & string,
>(
  where: StatementPlace,
  form: string,
  part: Part,
  key: Key,
  read: ReadValue<NonNullable<ConfigDocument[Part]>[Key]>,
): SupportedRow {
  return {
    where: [where],
    form,
    negation: 'allowed',
    status: 'supported',
    meaning: `\`${part}.${key}\``,
    apply: (draft, statement) => {
      draft.document[part] = { ...draft.document[part], [key]: read(statement) } as ConfigDocument[Part];
      draft.places.set(`${part}.${key}`, draft.placeOf(statement));
    },
  };
}

/** A statement that sets one key of a neighbor; the form's first value is the neighbor. */
export function neighborSetting<Key extends keyof PeerGroupDocument>(
  form: string,
  key: Key,
  read: ReadValue<PeerGroupDocument[Key]>,
): SupportedRow {
  return {
    where: ['router'],
    form,
    negation: 'allowed',
    status: 'supported',
    meaning: `\`peers[].${key}\``,
    apply: (draft, statement) => {
      const neighbor = draft.neighbor(statement.values[0], statement);
      neighbor.settings[key] = read(statement);
      neighbor.places.set(key, draft.placeOf(statement));
    },
  };
}

/** A statement that sets one key of a neighbor in one family; the form's first value is the neighbor. */
export function neighborFamilySetting<Key extends keyof PeerFamilyDocument>(
  form: string,
  key: Key,
  read: ReadValue<PeerFamilyDocument[Key]>,
): SupportedRow {
  return {
    where: ['router', 'family'],
    form,
    negation: 'allowed',
    status: 'supported',
    meaning: `\`peers[].families.FAMILY.${key}\``,
    apply: (draft, statement) => {
      draft.neighborFamily(statement.values[0], statement)[key] = read(statement);
      const { places } = draft.neighbor(statement.values[0], statement);
      places.set(`families.${statement.family}.${key}`, draft.placeOf(statement));
    },
  };
}

/** True without `no`, false with it. */
export function switchedOn(statement: Statement): boolean {
  return !statement.negated;
}

/** The number that the form's value at this index is, or `otherwise` when it is left out; nothing with `no`. */
export function numberAt(index: number, otherwise?: number): ReadValue<number> {
  return ({ negated, values }) => {
    if (negated) return undefined;
    return values[index] === undefined ? otherwise : Number(values[index]);
  };
}

/** The text at this index; nothing with `no`. */
export function textAt(index: number): ReadValue<string> {
  return ({ negated, values }) => (negated ? undefined : values[index]);
}
