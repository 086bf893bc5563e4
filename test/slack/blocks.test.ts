import fc from 'fast-check';
import { closed } from '../../src/domain/text.ts';
import { escaped, shortened } from '../../src/slack/blocks.ts';

const openers = ['\u202A', '\u202B', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068'];
const marks = [
  '<',
  '>',
  '&',
  '*',
  '_',
  '~',
  '`',
  '\n',
  '<!channel>',
  '<@U1>',
  '&lt;',
  '\u202C',
  '\u2069',
  '\u200F',
  ...openers,
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...marks), fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 60 })
  .map((parts) => parts.join(''));
const unescaped = (words: string) => words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const directions = /[\u2066-\u2069\u202C]/gu;

function mustBeInert(safe: string) {
  expect(safe).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
  expect(safe).not.toMatch(/(?<!\u2060)[*_~`]|[*_~`](?!\u2060)/);
}

test('S2: what is escaped has no markup of its own', () => {
  fc.assert(fc.property(hostile, (text) => mustBeInert(escaped(text))));
});

test('S2: neither where it is cut', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3900, max: 4000 }), hostile, (length, text) => {
      const safe = escaped('x'.repeat(length) + text);
      expect(safe.length).toBeLessThanOrEqual(4000 + text.length);
      mustBeInert(safe.replace(/x+/, ''));
      mustBeClosed(safe.replace(/x+/, ''));
    }),
    { numRuns: 1000 },
  );
});

test('S2: what is escaped reads as it was typed', () => {
  const plain = (words: string) => words.replace(directions, '').replaceAll('\u2060', '');
  fc.assert(fc.property(hostile, (words) => expect(plain(unescaped(escaped(words)))).toBe(plain(words))));
});

test('S2: no direction of writing gets out of what is escaped', () => {
  fc.assert(fc.property(hostile, (text) => mustBeClosed(escaped(text))));
});

/** What is closed already is left as it is. */
function mustBeClosed(made: string) {
  expect(closed(made)).toBe(made);
}

test('what is shortened fits, and no character of it is cut in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.integer({ min: 2, max: 20 }), (words, most) => {
      const short = shortened(words, most);
      expect(short.length).toBeLessThanOrEqual(most);
      expect(short).not.toMatch(/\p{Cs}/u);
      if (words.length <= most) expect(short).toBe(words);
    }),
  );
});
