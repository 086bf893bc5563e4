import { z } from 'zod';
import * as account from '../../domain/account.ts';
import { linkMinutes, type Purpose } from '../../domain/password-link.ts';
import { paragraph } from '../blocks.ts';
import { request } from '../buttons.ts';
import { defineForm, showing, textField } from '../modals.ts';
import type { Request } from '../outcome.ts';
import { kept } from '../welcome.ts';

const carried = z.object({ request: request.optional() });
const nothing = z.object({});

export const signUpForm = defineForm(
  'account.sign-up',
  { title: 'Sign up', submit: 'Sign up' },
  account.signUpForm,
  carried,
);
export const signInForm = defineForm(
  'account.sign-in',
  { title: 'Sign in', submit: 'Sign in' },
  account.signInForm,
  carried,
);
export const editForm = defineForm(
  'account.edit',
  { title: 'Edit account', submit: 'Save' },
  account.editAccountForm,
  nothing,
);
export const passwordForm = defineForm(
  'account.password',
  { title: 'Change password', submit: 'Save' },
  account.changePasswordForm,
  nothing,
);
export const deleteForm = defineForm(
  'account.delete',
  { title: 'Delete account', submit: 'Delete' },
  account.deleteAccountForm,
  nothing,
);

const visibleHint = 'Slack shows what you type here: look around first.';
const rulesHint = '8 to 72 characters with a lower-case letter, an upper-case letter, a digit and a symbol.';

interface Known {
  firstName?: string | undefined;
  surname?: string | undefined;
  username?: string | undefined;
  email?: string | undefined;
}

const detailFields = (known: Known) => [
  textField('firstName', 'First name', { initial: known.firstName, most: 50 }),
  textField('surname', 'Surname', { initial: known.surname, most: 50 }),
  textField('email', 'Email', { initial: known.email, most: 254 }),
  textField('username', 'Username', { initial: known.username, most: 32 }),
];
const currentPassword = textField('currentPassword', 'Current password', { most: 200, hint: visibleHint });
const newPassword = [
  textField('password', 'Password', { most: 200, hint: `${rulesHint} ${visibleHint}` }),
  textField('confirmPassword', 'Confirm password', { most: 200 }),
];

export const signUpModal = (known: Known, asked: Request | undefined) =>
  signUpForm({ fields: [...detailFields(known), ...newPassword], metadata: kept(asked) });

export const signInModal = (asked: Request | undefined) =>
  signInForm({
    fields: [
      textField('username', 'Username', { most: 254 }),
      textField('password', 'Password', { most: 200, hint: visibleHint }),
    ],
    metadata: kept(asked),
  });

export const editModal = (known: account.Account) =>
  editForm({ fields: [...detailFields(known), currentPassword], metadata: {} });
export const passwordModal = () => passwordForm({ fields: [currentPassword, ...newPassword], metadata: {} });
export const deleteModal = () =>
  deleteForm({
    above: [
      paragraph(
        'Your claimed tasks become open again, and where your name stood the record says "a former member". This can\'t be undone.',
      ),
    ],
    fields: [currentPassword],
    metadata: {},
  });

const pages: Record<Purpose, { title: string; link: string }> = {
  'sign-up': { title: 'Sign up', link: 'Open the page to sign up' },
  'sign-in': { title: 'Sign in', link: 'Open the page to sign in' },
  edit: { title: 'Edit account', link: 'Open the page to edit your details' },
  password: { title: 'Change password', link: 'Open the page to change your password' },
  delete: { title: 'Delete account', link: 'Open the page to delete your account' },
};

/** Leads to the bot's own page, where a password is masked; brought up to date when it is done there. */
export const linkModal = (purpose: Purpose, url: string) =>
  showing(pages[purpose].title, [
    paragraph([{ url, label: pages[purpose].link }]),
    paragraph(
      `There your password is masked. The link is for you alone: it works once, for ${linkMinutes} minutes. When you are done there, it is told here.`,
    ),
  ]);
