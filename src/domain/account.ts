import { z } from 'zod';
import type { Person } from './actor.ts';
import { Refusal } from './refusal.ts';
import { line, nameKey } from './text.ts';

export interface Account extends Person {
  email: string;
  createdAt: Date;
}

/** For what was begun with an account that isn't there any more at its end. */
export const accountGone = () => new Refusal('Your account was deleted just now: `/account sign-up` makes a new one.');

const letter = /\p{L}/u;

/** A1: 1–50 characters with at least one letter (so never only digits). */
const personalName = (what: string) =>
  line(what, 50).refine((name) => letter.test(name), `The ${what} needs at least one letter.`);

/** A2: one account's username, however it is typed, with an @ before it or without. */
export const usernameKey = (name: string) => nameKey(nameKey(name).replace(/^@/, ''));

const username = z
  .string()
  .transform(usernameKey)
  .pipe(z.string().regex(/^[a-z0-9._-]{3,32}$/, 'A username has 3–32 of: a–z, 0–9, dot, underscore, hyphen.'));

const email = z
  .string()
  .transform((address) => address.trim())
  .pipe(
    z.email('Type an email address, such as ada@example.com.').max(254, 'An email address can have 254 characters.'),
  );

/** bcrypt reads so many bytes and no further. */
export const mostPasswordBytes = 72;

/** A2: a longer password than bcrypt reads would be cut silently. */
export const password = z
  .string()
  .min(8, 'A password has at least 8 characters.')
  .refine(
    (text) => Buffer.byteLength(text) <= mostPasswordBytes,
    'A password can have at most 72 bytes; use a shorter one.',
  )
  .refine((text) => !text.includes('\0'), "A password can't have a NUL character.")
  .refine(
    (text) => /\p{Ll}/u.test(text) && /\p{Lu}/u.test(text) && /\p{Nd}/u.test(text) && /[^\p{L}\p{N}\s]/u.test(text),
    'A password needs a lower-case letter, an upper-case letter, a digit and a symbol.',
  );

export const accountDetails = z.object({
  firstName: personalName('first name'),
  surname: personalName('surname'),
  email,
  username,
});
export type AccountDetails = z.infer<typeof accountDetails>;

const sameTwice = (form: { password: string; confirmPassword: string }) => form.password === form.confirmPassword;
const notTheSame = { path: ['confirmPassword'], message: "The two passwords aren't the same." };

export const signUpForm = accountDetails
  .extend({ password, confirmPassword: z.string() })
  .refine(sameTwice, notTheSame);
export type SignUpForm = z.infer<typeof signUpForm>;

export const signInForm = z.object({
  username: z.string().min(1, 'Type your username.').max(254),
  password: z.string().min(1, 'Type your password.').max(1000),
});

const currentPassword = z.string().min(1, 'Type your current password.').max(1000);

export const editAccountForm = accountDetails.extend({ currentPassword });
export const changePasswordForm = z
  .object({ currentPassword, password, confirmPassword: z.string() })
  .refine(sameTwice, notTheSame);
export const deleteAccountForm = z.object({ currentPassword });

/** What a Slack profile suggests as a username: lower case, other characters dropped; '' when too little is left. */
export function suggestedUsername(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, '')
    .slice(0, 32);
  return plain.length >= 3 ? plain : '';
}
