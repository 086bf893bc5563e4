import type { z } from 'zod';
import {
  type AccountDetails,
  changePasswordForm,
  deleteAccountForm,
  editAccountForm,
  signInForm,
  signUpForm,
} from './account.ts';
import type { SlackUser } from './actor.ts';

/** What takes a password, and the form that asks for it: the same on the bot's own page and in Slack. */
export const passwordForms = {
  'sign-up': signUpForm,
  'sign-in': signInForm,
  edit: editAccountForm,
  password: changePasswordForm,
  delete: deleteAccountForm,
} as const;

export const purposes = Object.keys(passwordForms) as Purpose[];
export type Purpose = keyof typeof passwordForms;
type FormOf<P extends Purpose> = z.output<(typeof passwordForms)[P]>;

/** What a person is told when it is done. */
export const doneSentences: { [P in Purpose]: (form: FormOf<P>) => string } = {
  'sign-up': ({ firstName, username }) => `Welcome, ${firstName}! Your account ${username} is ready.`,
  'sign-in': ({ username }) => `You are signed in as ${username}.`,
  edit: () => 'Your details are saved.',
  password: () => 'Your password is changed.',
  delete: () => 'Your account is deleted.',
};

export const linkMinutes = 10;

/** Where in Slack a link stands, and what to go on with once it was used. */
export interface LinkOrigin {
  /** The installation that was asked for it, and shows it. */
  installationId: string;
  /** What the person had asked for (A8); the Slack layer's own JSON. */
  request?: string | undefined;
  /** The modal that the link stands in, and the state of the Home behind it; JSON, too. */
  viewId?: string | undefined;
  home?: string | undefined;
}

/** Leads one Slack user to a page where they do one thing, once. Whoever has the token is taken for that Slack user. */
export interface PasswordLink extends SlackUser, LinkOrigin {
  purpose: Purpose;
  /** Whose account it is about; undefined where the Slack user has none yet. */
  accountId?: string | undefined;
  /** Who asked for it, as Slack has them: whom the page says it is for, and what a new account starts with (A1). */
  profile?: Profile | undefined;
  createdAt: Date;
  expiresAt: Date;
  usedAt?: Date | undefined;
}

export type Profile = Partial<Pick<AccountDetails, 'firstName' | 'surname' | 'username'>> & { name?: string };

/** Why nothing can be done with a link; undefined where it is good. */
export function objectionToLink(link: PasswordLink | undefined, now: Date): string | undefined {
  if (!link) return "This link isn't good any more: it was used, has expired, or a newer one took its place.";
  if (link.usedAt) return 'This link was used already.';
  if (link.expiresAt <= now) return `This link has expired: each works for ${linkMinutes} minutes.`;
  return undefined;
}
