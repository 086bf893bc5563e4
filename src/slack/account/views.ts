import { z } from 'zod';
import {
  type Account,
  changePasswordForm,
  deleteAccountForm,
  editAccountForm,
  signInForm,
  signUpForm,
} from '../../domain/account.ts';
import type { Group } from '../../domain/group.ts';
import type { Page } from '../../domain/page.ts';
import { linkMinutes, type Purpose } from '../../domain/password-link.ts';
import type { Project } from '../../domain/project.ts';
import { enumerated } from '../../domain/text.ts';
import type { WaitingInvitation } from '../../services/invitations.ts';
import type { TaskSheet } from '../../services/task-sheets.ts';
import { actions, bold, header, type Part, paragraph, shortened } from '../blocks.ts';
import { goOn, newGroup, request, signIn, signUp } from '../buttons.ts';
import { defineButton, defineForm, showing, textField } from '../elements.ts';
import { invitationBlocks } from '../invitations.ts';
import type { Reply, Request } from '../outcome.ts';
import { done, look } from '../replies.ts';

const carried = z.object({ request: request.optional() });
const nothing = z.object({});

export const editButton = defineButton('account.edit', 'Edit', nothing);
export const deleteButton = defineButton('account.delete', 'Delete', nothing);

export const signUpModalForm = defineForm(
  'account.sign-up',
  { title: 'Sign up', submit: 'Sign up' },
  signUpForm,
  carried,
);
export const signInModalForm = defineForm(
  'account.sign-in',
  { title: 'Sign in', submit: 'Sign in' },
  signInForm,
  carried,
);
export const editModalForm = defineForm(
  'account.edit',
  { title: 'Edit account', submit: 'Save' },
  editAccountForm,
  nothing,
);
export const passwordModalForm = defineForm(
  'account.password',
  { title: 'Change password', submit: 'Save' },
  changePasswordForm,
  nothing,
);
export const deleteModalForm = defineForm(
  'account.delete',
  { title: 'Delete account', submit: 'Delete' },
  deleteAccountForm,
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

/** A button's value and a form's metadata hold so much. */
const mostCarried = 1800;

/** A long message is kept in part, since its link leads to all of it; another long request must be typed again. */
export function kept(asked: Request | undefined): { request?: Request } {
  const fits = (request: Request) => JSON.stringify(request).length <= mostCarried;
  if (!asked || fits(asked)) return asked ? { request: asked } : {};
  if (asked.type !== 'shortcut' || !asked.message) return {};
  const { text, link } = asked.message;
  const cut = (most: number) => ({ ...asked, message: { text: shortened(text, most), link } });
  let most = mostCarried;
  while (most > 1 && !fits(cut(most))) most = Math.floor(most * 0.9);
  return fits(cut(most)) ? { request: cut(most) } : {};
}

export const signUpModal = (known: Known, asked: Request | undefined) =>
  signUpModalForm({ fields: [...detailFields(known), ...newPassword], metadata: kept(asked) });

export const signInModal = (asked: Request | undefined) =>
  signInModalForm({
    fields: [
      textField('username', 'Username', { most: 254 }),
      textField('password', 'Password', { most: 200, hint: visibleHint }),
    ],
    metadata: kept(asked),
  });

export const editModal = (account: Account) =>
  editModalForm({ fields: [...detailFields(account), currentPassword], metadata: {} });
export const passwordModal = () => passwordModalForm({ fields: [currentPassword, ...newPassword], metadata: {} });
export const deleteModal = () =>
  deleteModalForm({
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

/** A8: what a person without an account sees, whatever they asked for. */
export function welcome(asked: Request | undefined): Reply {
  return look('Welcome to Dibs', 'Welcome to Dibs! Sign up or sign in first.', [
    paragraph(
      [bold('Welcome to Dibs!')],
      'Here teams share work: tasks are put where everyone sees them, and one person calls dibs. Sign up, or sign in if you have an account.',
    ),
    ...actions(signUp(kept(asked), { style: 'primary' }), signIn(kept(asked))),
  ]);
}

/** Signed up or in: what they had asked for is one click away. Who had asked for nothing begins with a group. */
export function arrived(sentence: string, asked: Request | undefined, waiting: WaitingInvitation[] = []): Reply {
  if (!asked) return done(sentence, [...invitationBlocks(waiting), ...actions(newGroup({}))]);
  return look('Done', sentence, [paragraph(sentence), ...actions(goOn({ request: asked }, { style: 'primary' }))]);
}

const mostNames = 50;

export function accountPage(
  page: { account: Account; groups: Group[]; projects: Project[]; identities: number },
  claimed: Page<TaskSheet>,
  completed: Page<TaskSheet>,
): Reply {
  const { account, groups, projects } = page;
  const names = (list: string[]) => (list.length > 0 ? enumerated(list, mostNames) : 'none');
  const more = (tasks: Page<TaskSheet>): Part[][] => (tasks.next ? [['…']] : []);
  const none: Part[][] = [['none']];
  const claimedLines = claimed.items.map(({ reference, task }): Part[] => [`${reference}  ${task.title}`]);
  const completedLines = completed.items.map(({ reference, task }): Part[] => [
    `${reference}  ${task.title}, `,
    task.completedAt ?? '',
  ]);
  return look('My account', `Your account, ${account.username}`, [
    header(`${account.firstName} ${account.surname}`),
    paragraph(
      `Username ${account.username}`,
      `Email ${account.email}`,
      ['Since ', account.createdAt],
      `Groups owned: ${names(groups.map((group) => group.name))}`,
      `Projects managed: ${names(projects.map((project) => project.key))}`,
    ),
    header('Claimed'),
    paragraph(...(claimedLines.length > 0 ? claimedLines : none), ...more(claimed)),
    header('Completed'),
    paragraph(...(completedLines.length > 0 ? completedLines : none), ...more(completed)),
    ...actions(editButton({}), deleteButton({}, { style: 'danger' })),
  ]);
}
