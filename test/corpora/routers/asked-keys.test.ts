import { expect, test } from 'vitest';
import { askedKeysOf } from './asked-keys.ts';

const shown = {
  state: 'Established',
  peers: { a: { sent: 1, received: 2 } },
  paths: [{ path: '2 1', weight: 5 }, { path: '3 1', weight: 7 }, { path: '4 1' }],
};

test.each([
  ['a key', { state: 'Idle' }, { state: 'Established' }],
  ['keys below', { peers: { a: { sent: 9 } } }, { peers: { a: { sent: 1 } } }],
  ['a key that is not there', { peers: { b: { sent: 1 } } }, { peers: { b: null } }],
  ['a key that is not to be there', { peers: { a: null } }, { peers: { a: { sent: 1, received: 2 } } }],
  ['nothing', {}, {}],
])('%s', (_title, asked, expected) => {
  expect(askedKeysOf(shown, asked)).toEqual(expected);
});

test('elements of a list in any order, each once', () => {
  const both = { paths: [{ path: '3 1' }, { path: '2 1' }] };
  expect(askedKeysOf(shown, both)).toEqual(both);
  const twice = { paths: [{ path: '3 1' }, { path: '3 1' }] };
  expect(askedKeysOf(shown, twice)).not.toEqual(twice);
  const more = { paths: Array.from({ length: 4 }, () => ({})) };
  expect(askedKeysOf(shown, more)).not.toEqual(more);
});
