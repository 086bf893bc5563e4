import type { Answer } from '../../playground/person.ts';

/** What somebody might type to break something, by name (S2). */
export const hostile: Record<string, string> = {
  'a mention of everybody': 'Hello <!channel> <!here> <!everyone>',
  'a mention of a person': 'Hello <@U0ANALYTICGRACE>',
  'a channel': 'See <#C0ANALYTIC|general>',
  'a link': 'Press <https://evil.example|your bank>',
  'a date': 'Due <!date^1^{date}^https://evil.example|today>',
  'escaped writing': '&lt;!here&gt; &amp;lt; &amp;',
  mrkdwn: '*bold* _italic_ ~gone~ `code` > quoted',
  'a code fence': 'Before ```code fence``` after',
  'our own commands': 'Type `/account delete` or `/task claim WEB-1` now',
  'our own question': 'Did you mean `x`? No `y`',
  'new lines': 'first\nsecond\r\nthird',
  NUL: 'before\0after',
  'control characters': 'bell\u0007 escape\u001b[31m delete\u007f',
  'an override of direction': 'abc\u202Edef',
  'unclosed isolates': 'abc\u2067def\u2066ghi',
  'a closed isolate': '\u2067abc\u2069 def',
  'closers without an opening': 'abc\u2069\u202C def',
  joiners: '👩\u200D💻 a\u200Db',
  'combining marks': `Z\u0351\u036B${'\u0301'.repeat(20)} e\u0301`,
  'nothing visible': '\u200B\u200D\u2060',
  'spaces of all kinds': ' \u00A0 a \u3000 b\t',
  'an operator': '{"$gt":""}',
  'an operator as a name': '$where',
  'a prototype': '__proto__',
  'a constructor': 'constructor',
  'a path': 'a.b',
  'a template': '{{7*7}} %s %n #{7*7}',
  'a formula': '=HYPERLINK("https://evil.example","press")',
  HTML: '<script>alert(1)</script><img src=x onerror=alert(1)>',
  'JSON that ends early': '"},{"type":"section"',
  'emoji in words': ':tada: :+1:',
  'a lone surrogate': 'half \uD83D of it',
  'another lone surrogate': '\uDE00 other half',
  'only digits': '12345678',
  'a regular expression': '(a+)+$ .* [',
  quotes: '"quoted" \'name\'',
  'emoji at the limit of 50': `${'😀'.repeat(24)}ab`,
  'emoji at the limit of 80': `${'😀'.repeat(39)}ab`,
  'emoji at the limit of 150': `${'😀'.repeat(74)}ab`,
  'emoji at the limit of 1,000': '😀'.repeat(500),
  'emoji at the limit of 3,000': '😀'.repeat(1500),
  'emoji past the limit of 150': `${'a'.repeat(149)}😀`,
  'very long': 'long '.repeat(2000),
};

/** What a spreadsheet might take for a formula, by how it begins (E3). */
export const formulas: Record<string, string> = {
  equals: '=1+1',
  plus: '+1+1',
  minus: '-1+1',
  at: '@SUM(1+1)',
  'a call': "=cmd|' /C calc'!A0",
  tab: '\t=1+1',
  'a new line': '\n=1+1',
  NUL: '\0=1+1',
  quotes: '"=1+1"',
  'an apostrophe': "'=1+1",
  'a separator': 'a",=1+1',
  'full-width signs': '＝1＋1',
};

/** As it arrives in a command, which comes as a form: half a character can't be written in one. */
export const inForm = (text: string) => text.replace(/\p{Cs}/gu, '\uFFFD');
/** As the bot keeps it: white space at the ends goes, and in one line runs of it become one space. */
export const inOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
export const inLines = (text: string) => text.replace(/\r\n?/g, '\n').trim();

const refusal =
  /^(Type (a|an) |The [a-z ]+ (can have at most|has a character|needs)|A (key|username|password) (has|needs|can))/;

/** Whether what was typed was taken; where not, it was refused in words, in a form at its field. */
export function taken(answer: Answer, label: string): boolean {
  expect(answer.text).not.toMatch(/Something went wrong/);
  if (answer.kind === 'errors') {
    expect(answer.errors[label] ?? `nothing at ${label}, but ${answer.text}`).toMatch(refusal);
    return false;
  }
  if (answer.kind === 'message' && refusal.test(answer.text)) return false;
  expect(`${answer.kind}: ${answer.text}`).toMatch(/^(message|modal|closed): /);
  return true;
}

/** Marks that close what turned the direction may be added or left out: they can't be seen. */
export const withoutClosers = (text: string) => text.replace(/[\u202C\u2069]/g, '');

/** In each of these places the text stands as it was typed. */
export function expectIn(places: Record<string, string>, text: string) {
  const without = Object.entries(places).filter(([, shown]) => !withoutClosers(shown).includes(withoutClosers(text)));
  expect(without).toEqual([]);
}
