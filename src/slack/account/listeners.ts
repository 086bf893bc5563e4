import { suggestedUsername } from '../../domain/account.ts';
import type { Actor, Visitor } from '../../domain/actor.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Services } from '../../services/services.ts';
import * as buttons from '../buttons.ts';
import { type Clients, ifSoon } from '../clients.ts';
import type { Outcome, Request } from '../outcome.ts';
import { done, open } from '../replies.ts';
import type { Routes } from '../routes.ts';
import * as views from './views.ts';

const shownTasks = 10;

export function listenToAccounts(
  { members, anyone }: Routes,
  { accounts, tasks, exports }: Services,
  clients: Clients,
) {
  type Somebody = Visitor & { actor?: Actor | undefined };

  async function signUp(visitor: Somebody, asked: Request | undefined): Promise<Outcome> {
    if (visitor.actor) throw new Refusal('You have an account already: `/account` shows it.');
    return open(views.signUpModal(await profile(clients, visitor), asked));
  }

  async function signIn(visitor: Somebody, asked: Request | undefined): Promise<Outcome> {
    if (visitor.actor) throw new Refusal('You are signed in already: `/account` shows as whom.');
    return open(views.signInModal(asked));
  }

  anyone.command('/account sign-up', (visitor) => signUp(visitor, undefined), 'signup');
  anyone.command('/account sign-in', (visitor) => signIn(visitor, undefined), 'signin', 'login');
  anyone.button(buttons.signUp, (visitor, { request }) => signUp(visitor, request));
  anyone.button(buttons.signIn, (visitor, { request }) => signIn(visitor, request));
  anyone.form(views.signUpModalForm, async (visitor, form, { request }) => {
    await accounts.signUp(visitor, form);
    return views.arrived(`Welcome, ${form.firstName}! Your account ${form.username} is ready.`, request);
  });
  anyone.form(views.signInModalForm, async (visitor, form, { request }) => {
    await accounts.signIn(visitor, form);
    return views.arrived(`You are signed in as ${form.username}.`, request);
  });
  members.button(buttons.goOn, async (_, { request }) => ({ kind: 'again', request }));

  members.command('/account', async (actor) => {
    const request = { size: shownTasks };
    const [page, claimed, completed] = await Promise.all([
      accounts.page(actor),
      tasks.mine(actor, 'claimed', request),
      tasks.mine(actor, 'completed', request),
    ]);
    return views.accountPage(page, claimed, completed);
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

  const edit = async (actor: Actor) => open(views.editModal((await accounts.page(actor)).account));
  members.command('/account edit', edit);
  members.button(views.editButton, edit);
  members.form(views.editModalForm, async (actor, form) => {
    await accounts.edit(actor, form);
    return done('Your details are saved.');
  });

  members.command('/account password', async () => open(views.passwordModal()));
  members.form(views.passwordModalForm, async (actor, form) => {
    await accounts.changePassword(actor, form);
    return done('Your password is changed.');
  });

  members.command('/account export', async (actor) => {
    await exports.account(actor);
    return done('Dibs is making an export of your data. You will get it as a direct message.');
  });

  members.command('/account delete', async () => open(views.deleteModal()));
  members.button(views.deleteButton, async () => open(views.deleteModal()));
  members.form(views.deleteModalForm, async (actor, form) => {
    await accounts.remove(actor, form);
    return done('Your account is deleted.');
  });
}

/** What Slack knows of a person, to start the sign-up form with; nothing where Slack is slow or says no (A1). */
async function profile(clients: Clients, { installationId, userId }: Visitor): Promise<views.Known> {
  const client = await clients.prompt(installationId);
  const found = await ifSoon(client.users.info({ user: userId }));
  const user = found?.user;
  if (!user) return {};
  const [first, ...others] = (user.profile?.real_name ?? '').split(' ');
  return {
    firstName: user.profile?.first_name ?? first,
    surname: user.profile?.last_name ?? others.join(' '),
    username: suggestedUsername(user.profile?.display_name || user.name || ''),
  };
}
