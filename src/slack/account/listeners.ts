import { suggestedUsername } from '../../domain/account.ts';
import type { Actor, Visitor } from '../../domain/actor.ts';
import { doneSentences, type Profile, type Purpose } from '../../domain/password-link.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Services } from '../../services/services.ts';
import * as buttons from '../buttons.ts';
import type { Clients } from '../clients.ts';
import { ifSoon } from '../in-time.ts';
import type { Outcome, Request } from '../outcome.ts';
import { done, open } from '../replies.ts';
import type { Routes } from '../routes.ts';
import type { ModalView } from '../types.ts';
import { arrived, begins, kept } from '../welcome.ts';
import * as forms from './forms.ts';
import * as views from './views.ts';

const shownTasks = 10;
const taskSections = [
  { of: 'mine', status: 'claimed' },
  { of: 'completed', status: 'completed' },
] as const;
const waitingShown = 5;
/** What one goes on with who signs up on the bot's own page and had asked for nothing. */
const afterwards: Partial<Record<Purpose, Request>> = {
  'sign-up': { type: 'command', command: '/group', text: '', channelId: '' },
};

export function listenToAccounts(
  { members, anyone }: Routes,
  { accounts, tasks, invitations, exports, passwordLinks }: Services,
  clients: Clients,
) {
  type Somebody = Visitor & { actor?: Actor | undefined };

  /** Opens the form, or where the bot has a page of its own, what leads to it there. */
  async function ask(
    who: Visitor | Actor,
    purpose: Purpose,
    inSlack: () => ModalView,
    about: { profile?: Profile; asked?: Request | undefined } = {},
  ): Promise<Outcome> {
    if (!passwordLinks) return open(inSlack());
    const { profile, asked = afterwards[purpose] } = about;
    const { request } = kept(asked);
    const link = await passwordLinks.issue(who, purpose, { profile, request: request && JSON.stringify(request) });
    return { ...open(forms.linkModal(purpose, link.url)), opened: link.standsIn };
  }

  async function signUp(visitor: Somebody, asked: Request | undefined): Promise<Outcome> {
    if (visitor.actor) throw new Refusal('You have an account already: `/account` shows it.');
    const profile = await profileOf(clients, visitor);
    return ask(visitor, 'sign-up', () => forms.signUpModal(profile, asked), { profile, asked });
  }

  async function signIn(visitor: Somebody, asked: Request | undefined): Promise<Outcome> {
    if (visitor.actor) throw new Refusal('You are signed in already: `/account` shows as whom.');
    const profile = passwordLinks ? await profileOf(clients, visitor) : {};
    return ask(visitor, 'sign-in', () => forms.signInModal(asked), { profile, asked });
  }

  async function waitingFor(visitor: Visitor) {
    const actor = await accounts.actorOf(visitor);
    return actor && (await invitations.mine(actor, { size: waitingShown })).items;
  }

  /** It is saved by now, and nobody is to be told otherwise: what waits is shown if it is there in time. */
  async function beginning(visitor: Visitor, sentence: string): Promise<Outcome> {
    const left = visitor.delivery.deadline - Date.now();
    return begins(sentence, (await ifSoon(waitingFor(visitor), left)) ?? []);
  }

  anyone.command('/account sign-up', (visitor) => signUp(visitor, undefined), 'signup');
  anyone.command('/account sign-in', (visitor) => signIn(visitor, undefined), 'signin', 'login');
  anyone.button(buttons.signUp, (visitor, { request }) => signUp(visitor, request));
  anyone.button(buttons.signIn, (visitor, { request }) => signIn(visitor, request));
  anyone.form(forms.signUpForm, async (visitor, form, { request }) => {
    await accounts.signUp(visitor, form);
    const sentence = doneSentences['sign-up'](form);
    return request ? arrived(sentence, request) : beginning(visitor, sentence);
  });
  anyone.form(forms.signInForm, async (visitor, form, { request }) => {
    await accounts.signIn(visitor, form);
    const sentence = doneSentences['sign-in'](form);
    return request ? arrived(sentence, request) : done(sentence);
  });
  members.button(buttons.goOn, async (_, { request }) => ({ kind: 'again', request }));

  members.command('/account', async (actor) => {
    const [page, pages] = await Promise.all([accounts.page(actor), tasks.pages(actor, taskSections, shownTasks)]);
    return views.accountPage(page, pages);
  });
  members.command(
    '/account sign-out',
    async (actor) => {
      await accounts.signOut(actor);
      return done(`You are signed out of ${actor.username} here. \`/account sign-in\` brings you back.`);
    },
    'signout',
    'logout',
  );

  async function edit(actor: Actor) {
    const { account } = await accounts.page(actor);
    return ask(actor, 'edit', () => forms.editModal(account));
  }
  members.command('/account edit', edit);
  members.button(views.editButton, edit);
  members.form(forms.editForm, async (actor, form) => {
    await accounts.edit(actor, form);
    return done(doneSentences.edit(form));
  });

  members.command('/account password', (actor) => ask(actor, 'password', forms.passwordModal));
  members.form(forms.passwordForm, async (actor, form) => {
    await accounts.changePassword(actor, form);
    return done(doneSentences.password(form));
  });

  members.command('/account export', async (actor) => {
    await exports.account(actor);
    return done('Dibs is making an export of your data. You will get it as a direct message.');
  });

  async function remove(actor: Actor) {
    await accounts.toRemove(actor);
    return ask(actor, 'delete', forms.deleteModal);
  }
  members.command('/account delete', remove);
  members.button(views.deleteButton, remove);
  members.form(forms.deleteForm, async (actor, form) => {
    await accounts.remove(actor, form);
    return done(doneSentences.delete(form));
  });
}

/** What Slack knows of a person, to start the sign-up form with; nothing where Slack is slow or says no (A1). */
async function profileOf(clients: Clients, { installationId, userId }: Visitor): Promise<Profile> {
  const client = await clients.prompt(installationId);
  const found = await ifSoon(client.users.info({ user: userId }));
  const user = found?.user;
  if (!user) return {};
  const [first = '', ...others] = (user.profile?.real_name ?? '').split(' ');
  return {
    firstName: user.profile?.first_name ?? first,
    surname: user.profile?.last_name ?? others.join(' '),
    username: suggestedUsername(user.profile?.display_name || user.name || ''),
    name: `${user.profile?.real_name ?? ''} (@${user.profile?.display_name || user.name})`.trim(),
  };
}
