type Defined<Fields> = { [Key in keyof Fields]: Exclude<Fields[Key], undefined> };

/** Without the keys that hold nothing, so that two configurations that mean the same are equal. */
export function withoutUndefined<Fields extends object>(fields: Fields): Partial<Defined<Fields>> {
  const defined = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined) as Partial<Defined<Fields>>;
}
