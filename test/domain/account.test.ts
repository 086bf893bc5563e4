import fc from 'fast-check';
import type { z } from 'zod';
import {
  accountDetails,
  changePasswordForm,
  password,
  signUpForm,
  suggestedUsername,
} from '../../src/domain/account.ts';

const ada = { firstName: 'Ada', surname: 'Lovelace', email: 'ada@example.com', username: 'ada' };

/** What is complained of, by field. */
function complaints(schema: z.ZodType, form: unknown): Record<string, string> {
  const { error } = schema.safeParse(form);
  return Object.fromEntries(
    (error?.issues ?? []).reverse().map(({ path, message }) => [String(path[0] ?? ''), message]),
  );
}

test.each([
  ['a letter', 'A'],
  ['50 characters', 'x'.repeat(50)],
  ['letters of any script', '李'],
  ['a digit after a letter', 'Ada 2'],
  ['what surnames have', "O'Brien-Łukasiewicz y Ñuñez"],
])('A1: a name may have %s', (_, name) => {
  expect(complaints(accountDetails, { ...ada, firstName: name, surname: name })).toEqual({});
});

test.each([
  ['nothing', ' ', 'Type a surname.'],
  ['only digits', '1815', 'The surname needs at least one letter.'],
  ['only signs', '—', 'The surname needs at least one letter.'],
  ['51 characters', 'x'.repeat(51), 'The surname can have at most 50 characters.'],
  ['a control character', 'Love\u0000lace', "The surname has a character that can't be shown. Type it again."],
])('A1: a name may not have %s', (_, surname, complaint) => {
  expect(complaints(accountDetails, { ...ada, surname })).toEqual({ surname: complaint });
});

test('A1: names and email are kept trimmed, a username in lower case and without its @', () => {
  const typed = {
    firstName: ' Ada  Augusta ',
    surname: 'Lovelace ',
    email: ' Ada@Example.com ',
    username: ' @Ada.L-1_x ',
  };
  const kept = { firstName: 'Ada Augusta', surname: 'Lovelace', email: 'Ada@Example.com', username: 'ada.l-1_x' };
  expect(accountDetails.parse(typed)).toEqual(kept);
});

test.each(['ab', 'x'.repeat(33), 'ada lovelace', 'ada!', 'ädä', ''])('A1: %j is no username', (username) => {
  expect(complaints(accountDetails, { ...ada, username })).toEqual({
    username: 'A username has 3–32 of: a–z, 0–9, dot, underscore, hyphen.',
  });
});

test.each(['ada', 'ada@', '@example.com', 'ada@example', 'a da@example.com', `${'x'.repeat(250)}@example.com`])(
  'A1: %j is no email',
  (email) => {
    expect(complaints(accountDetails, { ...ada, email })).toHaveProperty('email');
  },
);

test.each([
  ['eight characters', 'Aa1-aaaa', true],
  ['seven characters', 'Aa1-aaa', false],
  ['72 bytes', `Aa1-${'a'.repeat(68)}`, true],
  ['73 bytes', `Aa1-${'a'.repeat(69)}`, false],
  ['72 bytes in 38 characters', `Aa1-${'é'.repeat(34)}`, true],
  ['74 bytes in 39 characters', `Aa1-${'é'.repeat(35)}`, false],
  ['72 bytes with emoji', `Aa1-${'😀'.repeat(17)}`, true],
  ['76 bytes with emoji', `Aa1-${'😀'.repeat(18)}`, false],
  ['no lower-case letter', 'AAAA111-', false],
  ['no upper-case letter', 'aaaa111-', false],
  ['no digit', 'AAAAaaa-', false],
  ['no symbol', 'AAAAaaa1', false],
  ['a space for a symbol', 'AAAA aaa1', false],
  ['other scripts', 'Ωωωωωω1€', true],
  ['a NUL', 'Aa1-aaaa\0', false],
])('A2: a password with %s', (_, text, accepted) => {
  expect(password.safeParse(text).success).toBe(accepted);
});

test('A2: nothing that bcrypt would cut is accepted', () => {
  const parts = fc.constantFrom('a', 'A', '1', '-', ' ', 'é', '€', '😀', '\0');
  const texts = fc.array(parts, { minLength: 8, maxLength: 80 }).map((letters) => `Aa1-${letters.join('')}`);
  fc.assert(
    fc.property(texts, (text) => {
      const accepted = password.safeParse(text).success;
      expect(accepted).toBe(Buffer.byteLength(text) <= 72 && !text.includes('\0'));
    }),
  );
});

test('A1, A5: the password is confirmed', () => {
  const twice = { password: 'Correct-horse-7', confirmPassword: 'Correct-horse-8' };
  const complaint = { confirmPassword: "The two passwords aren't the same." };
  expect(complaints(signUpForm, { ...ada, ...twice })).toEqual(complaint);
  expect(complaints(changePasswordForm, { currentPassword: 'x', ...twice })).toEqual(complaint);
});

test('A1: what a profile suggests is a username or nothing', () => {
  expect(suggestedUsername('Ada Lovelace')).toBe('adalovelace');
  expect(suggestedUsername('Zoë.B')).toBe('zoe.b');
  expect(suggestedUsername('李')).toBe('');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(suggestedUsername(name)).toMatch(/^$|^[a-z0-9._-]{3,32}$/);
    }),
  );
});
