import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkVector, readVectors } from '../src/index.ts';

const folder = join(import.meta.dirname, '../vectors');
const files = readdirSync(folder).filter((name) => name.endsWith('.vec'));

test('there is a dozen of files', () => {
  expect(files.length).toBeGreaterThanOrEqual(12);
});

describe.each(files)('%s', (file) => {
  const vectors = readVectors(readFileSync(join(folder, file), 'utf8'));

  test.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    expect(checkVector(vector)).toEqual([]);
  });

  test('says where each comes from', () => {
    for (const { reference } of vectors)
      expect(reference).toMatch(/^(RFC \d+(, section [\d.]+(, item [a-z])?)?(; )?)+$/);
  });
});

describe('a vector that is wrong is seen', () => {
  const [keepalive] = readVectors(readFileSync(join(folder, 'keepalive.vec'), 'utf8'));

  test('another message', () => {
    const message = { type: 'ROUTE-REFRESH', afi: 1, safi: 1, subtype: 0 };
    const problems = checkVector({ ...keepalive, message });
    expect(problems).toHaveLength(4);
    expect(problems[0]).toMatch(/^decoded: message\.type: expected "ROUTE-REFRESH", but got "KEEPALIVE"/);
    expect(problems[1]).toMatch(/^encoded: expected f+001304, but got f+00170500010001$/);
  });

  test('a fault that is none', () => {
    const fault = { treatment: 'session-reset' } as const;
    expect(checkVector({ ...keepalive, fault })[0]).toMatch(/^decoded: fault: expected .*, but got nothing$/);
  });

  test('octets that are not the encoder’s', () => {
    const octets = keepalive.octets.slice(0, 18);
    expect(checkVector({ ...keepalive, octets })).toContainEqual(expect.stringMatching(/^encoded: /));
  });
});

describe('the text of vectors', () => {
  const sound = 'name: x\nreference: RFC 1997\ncontext: external\noctets: 00\nmessage: {}\n';

  test('has comments, lines that go on, and several vectors', () => {
    const text = `# first\n${sound}---\n---\n${sound.replace('octets: 00', 'octets:\n  00 # one\n\n  0a0B')}`;
    const vectors = readVectors(text);
    expect(vectors.map(({ octets }) => [...octets])).toEqual([[0], [0, 10, 11]]);
  });

  test.each([
    ['an unknown field', sound.replace('name', 'nam'), 'line 1: no field "nam"'],
    ['a field twice', `${sound}name: y\n`, 'line 6: a second field "name"'],
    ['a field missing', sound.replace('name: x\n', ''), 'line 1: the vector has no "name"'],
    [
      'no meaning',
      sound.replace('message: {}\n', ''),
      'line 1: the vector has neither "message" nor "fault"',
    ],
    ['no digit', sound.replace('00', '0x'), 'line 4: "x" is no hexadecimal digit'],
    ['half an octet', sound.replace('00', '000'), 'line 4: 3 hexadecimal digits, expected an even number'],
    ['no JSON', sound.replace('{}', '{'), 'line 5: '],
    ['a context that is none', sound.replace('external', 'eternal'), 'line 3: "eternal" is none of internal'],
    [
      'a family that is none',
      sound.replace('external', 'external add-path=ipv5'),
      'line 3: "ipv5" is no family',
    ],
    [
      'another family that is none',
      sound.replace('external', 'external other-families=evpn'),
      'line 3: "evpn" is no family',
    ],
    ['a line of nothing', `${sound}nothing\n`, 'line 6: expected "field: text", got "nothing"'],
  ])('with %s is refused with its line', (_what, text, complaint) => {
    expect(() => readVectors(text)).toThrow(complaint);
  });
});
