/**
 * The octets behind a proxy that throws when an index outside of them is read, which JavaScript answers with undefined
 * and so would hide. Slow: for some of the inputs. Views of it are watched too.
 */
export function watchedOctets(octets: Uint8Array): Uint8Array {
  return new Proxy(octets, {
    get(target, key) {
      if (
        typeof key === 'string' &&
        /^-?\d+$/.test(key) &&
        !(Number(key) >= 0 && Number(key) < target.length)
      )
        throw new Error(`octet ${key} of ${target.length} is read`);
      if (key === 'subarray')
        return (start?: number, end?: number) => watchedOctets(target.subarray(start, end));
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** What is not the input on both sides of it. */
const marginOctetCount = 1_024;

/** The same octets in a larger buffer that is full of something else. */
export function poisonedOctets(octets: Uint8Array, buffer: Uint8Array, poison: number): Uint8Array {
  const start = marginOctetCount;
  const end = start + octets.length;
  buffer.fill(poison, 0, start);
  buffer.fill(poison, end, end + marginOctetCount);
  const view = buffer.subarray(start, end);
  view.set(octets);
  return view;
}
