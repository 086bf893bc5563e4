import fc from 'fast-check';
import { freedKey, line, nameKey, paragraphs } from '../../src/domain/text.ts';

const anyText = fc.string({ unit: 'binary' });

test.each([
  ['case', 'WEB Team', 'web team'],
  ['white space around and within', '  web \t\n team ', 'web team'],
  ['wide letters', 'ｗｅｂ　ｔｅａｍ', 'web team'],
  ['ligatures', 'oﬃce', 'office'],
  ['composed letters', 'cafe\u0301', 'caf\u00E9'],
  ['letters that are composed in lower case alone', 'J\u030C', '\u01F0'],
])('names are compared without regard to %s', (_, one, other) => {
  expect(nameKey(one)).toBe(nameKey(other));
});

test('a name and its key have the same key', () => {
  fc.assert(fc.property(anyText, (name) => expect(nameKey(nameKey(name))).toBe(nameKey(name))));
});

test('no name has the key of something that is gone', () => {
  fc.assert(fc.property(anyText, (name) => expect(nameKey(freedKey(name))).not.toBe(freedKey(name))));
});

test('a line is one line, trimmed, with something in it, within its length', () => {
  const title = line('title', 10);
  expect(title.parse('  two \n words ')).toBe('two words');
  expect(title.safeParse(' \n ').error?.issues[0]?.message).toBe('Type a title.');
  expect(title.safeParse('x'.repeat(11)).error?.issues[0]?.message).toBe('The title can have at most 10 characters.');
  expect(title.safeParse('😀'.repeat(5)).success).toBe(true);
  expect(title.safeParse('😀'.repeat(6)).success).toBe(false);
  fc.assert(
    fc.property(anyText, (text) => {
      const { data } = title.safeParse(text);
      if (data === undefined) return;
      expect(data).toMatch(/^\S(?:[^\n\r\p{Cc}]*\S)?$/u);
      expect(data.replace(/[\u202C\u2069]/g, '').length).toBeLessThanOrEqual(10);
    }),
  );
});

test('paragraphs may be none, keep their lines, and have no character that moves the cursor', () => {
  const description = paragraphs('description', 20);
  expect(description.parse(undefined)).toBe('');
  expect(description.parse(' \r\n')).toBe('');
  expect(description.parse('one\r\ntwo\rthree\tfour')).toBe('one\ntwo\nthree\tfour');
  expect(description.safeParse('x'.repeat(21)).success).toBe(false);
  for (const control of ['\0', '\b', '\u001B', '\u0085'])
    expect(description.safeParse(`a${control}b`).success).toBe(false);
});
