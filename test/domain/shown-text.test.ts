import fc from 'fast-check';
import { beginning, closed, line, nameKey, paragraphs } from '../../src/domain/text.ts';

const marks = ['\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069'];
const turned = fc.array(fc.constantFrom('a', '\n', ...marks), { maxLength: 30 }).map((parts) => parts.join(''));

/** How deep the direction is turned at the end of a line, by the rules of Unicode's annex 9; -1 for an end of nothing. */
function depthAfter(text: string): number {
  const open: boolean[] = [];
  for (const mark of text) {
    if (mark === '\u202C' && open.pop() !== false) return -1;
    if (mark === '\u2069') {
      const isolate = open.lastIndexOf(true);
      if (isolate < 0) return -1;
      open.length = isolate;
    }
    if (/[\u202A\u202B\u202D\u202E]/.test(mark)) open.push(false);
    if (/[\u2066-\u2068]/.test(mark)) open.push(true);
  }
  return open.length;
}

test('S2: a text that turns the direction of writing turns nothing after it', () => {
  fc.assert(
    fc.property(turned, (text) => {
      expect(closed(text).split('\n').map(depthAfter)).toEqual(text.split('\n').map(() => 0));
      expect(closed(closed(text))).toBe(closed(text));
      expect(closed(text).replace(/[\u202A-\u202E\u2066-\u2069]/g, '')).toBe(text.replace(/[^a\n]/g, ''));
    }),
  );
});

test('what is closed already stays as it is', () => {
  for (const text of ['plain', '\u202Eabc\u202C', '\u2067a\u202Bb\u202C\u2069', '\u2067a\u202Bb\u2069'])
    expect(closed(text)).toBe(text);
});

test('lengths are counted as Slack counts them, and no character is halved', () => {
  const title = line('title', 150);
  expect(title.parse(`a${'😀'.repeat(74)}b`)).toHaveLength(150);
  expect(title.safeParse('😀'.repeat(76)).success).toBe(false);
  expect(paragraphs('description', 10).safeParse('😀'.repeat(6)).success).toBe(false);
  expect(beginning('aaa😀', 4)).toBe('aaa');
  expect(beginning('aaa😀', 5)).toBe('aaa😀');
});

test.each(['', '  ', '\u200B\u2060', '\u202E', '\u3164'])('nothing to see in %j is nothing typed', (text) => {
  expect(line('name', 80).safeParse(text).error?.issues[0]?.message).toBe('Type a name.');
});

test.each(['a\0b', 'a\u0007b', 'a\uD83Db', '\uDE00'])('%j is refused', (text) => {
  for (const schema of [line('name', 80), paragraphs('name', 80)])
    expect(schema.safeParse(text).error?.issues[0]?.message).toMatch(/has a character that can't be shown/);
});

test('names that look the same are the same', () => {
  for (const name of [
    'WEB team',
    ' web  Team ',
    'Ｗｅｂ team',
    'W\u200Beb team',
    'Web\u00A0team',
    '\u202Dweb team\u202C',
  ])
    expect(nameKey(name)).toBe('web team');
});
