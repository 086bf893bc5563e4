import { invitedAccount } from '../db/invitations.ts';
import type { Change } from '../db/record.ts';
import type { Stores } from '../db/stores.ts';
import { type AccountDetails, accountGone, type SignUpForm, usernameKey } from '../domain/account.ts';
import type { Actor, Visitor } from '../domain/actor.ts';
import { Refusal } from '../domain/refusal.ts';
import { enumerated, nameKey } from '../domain/text.ts';
import type { Departure } from './departure.ts';
import type { Hashing } from './hashing.ts';
import type { Passwords } from './passwords.ts';

/** What else belongs to the same change: the page's link is used up in it. */
export type Also = (change: Change) => Promise<void>;
const nothingElse: Also = async () => undefined;

export function accountService(stores: Stores, passwords: Passwords, hash: Hashing, departure: Departure) {
  async function mustKnowPassword(actor: Actor, password: string) {
    if (await passwords.right(actor, nameKey(actor.username), actor.accountId, password, 'currentPassword')) return;
    throw new Refusal("That isn't your current password.", 'currentPassword');
  }

  async function mustHoldNothing(accountId: string, change?: Change) {
    const owned = await stores.groups.ownedBy(accountId, change);
    const managed = await stores.projects.managedBy(accountId, change);
    if (owned.length + managed.length === 0) return;
    const names = owned.map((group) => group.name);
    const keys = managed.map((project) => project.key);
    throw new Refusal(stillHeld(names, keys));
  }

  /** Links the Slack user; what waited for them waits for the account from now on (G3). */
  async function link(visitor: Visitor, accountId: string, person: Omit<AccountDetails, 'email'>, change: Change) {
    await stores.identities.link(visitor, accountId, person, visitor.now, change);
    await stores.accounts.reactivate(accountId, change);
    await stores.memberships.resume(accountId, change);
    for (const invitation of await stores.invitations.waitingFor(visitor, 100, change)) {
      const known =
        (await stores.memberships.has(accountId, invitation.groupId, change)) ||
        (await stores.invitations.pendingOf(invitation.groupId, invitedAccount(accountId), change));
      if (known) await stores.invitations.answer(invitation.id, 'withdrawn', visitor.now, change);
      else await stores.invitations.hand(invitation.id, accountId, change);
    }
  }

  return {
    /** Who a Slack user is, for every interaction; undefined without an account. */
    async actorOf(visitor: Visitor): Promise<Actor | undefined> {
      const identity = await stores.identities.known(visitor);
      if (!identity) return undefined;
      const { accountId, firstName, surname, username } = identity;
      return { ...visitor, accountId, firstName, surname, username };
    },

    /** A1–A3: creates the account and links the Slack user in one. */
    async signUp(visitor: Visitor, form: SignUpForm, also = nothingElse): Promise<void> {
      if (await stores.identities.find(visitor)) throw new Refusal('You have an account already: `/account` shows it.');
      const { password, confirmPassword: _, ...details } = form;
      const passwordHash = await hash.hash(password, visitor.delivery.deadline);
      await stores.deliveries.once(visitor.delivery, 'sign-up', async (change) => {
        await also(change);
        const accountId = await stores.accounts.create({ ...details, passwordHash, createdAt: visitor.now }, change);
        await link(visitor, accountId, details, change);
        await stores.activities.add([{ at: visitor.now, kind: 'account.created', actorId: accountId }], change);
      });
    },

    /** A4: links the Slack user to the account whose username and password these are. */
    async signIn(visitor: Visitor, form: { username: string; password: string }, also = nothingElse): Promise<void> {
      if (await stores.identities.find(visitor))
        throw new Refusal('You are signed in already: `/account` shows as whom.');
      const key = usernameKey(form.username);
      const account = await stores.accounts.getByUsername(key);
      if (!(await passwords.right(visitor, key, account?.id, form.password, 'password')) || !account)
        throw new Refusal("That username and password don't belong together.", 'password');
      await stores.deliveries.once(visitor.delivery, 'sign-in', async (change) => {
        await also(change);
        if (!(await stores.accounts.hold(account.id, change))) throw new Refusal('That account was deleted just now.');
        await link(visitor, account.id, account, change);
      });
    },

    async signOut(actor: Actor): Promise<void> {
      await stores.deliveries.once(actor.delivery, 'sign-out', async (change) => {
        await stores.identities.unlink(actor, change);
      });
    },

    /** A7, but for the tasks, which are the task service's. */
    async page(actor: Actor) {
      const [account, groups, projects] = await Promise.all([
        stores.accounts.get(actor.accountId),
        stores.groups.ownedBy(actor.accountId),
        stores.projects.managedBy(actor.accountId),
      ]);
      if (!account) throw accountGone();
      return { account, groups, projects };
    },

    /** A5 */
    async edit(actor: Actor, form: AccountDetails & { currentPassword: string }, also = nothingElse): Promise<void> {
      const { currentPassword, ...details } = form;
      await mustKnowPassword(actor, currentPassword);
      await stores.deliveries.once(actor.delivery, 'edit-account', async (change) => {
        await also(change);
        if (!(await stores.accounts.edit(actor.accountId, details, change))) throw accountGone();
        await stores.identities.rename(actor.accountId, details, change);
        await stores.activities.add([{ at: actor.now, kind: 'account.edited', actorId: actor.accountId }], change);
      });
    },

    /** A5 */
    async changePassword(
      actor: Actor,
      form: { currentPassword: string; password: string },
      also = nothingElse,
    ): Promise<void> {
      await mustKnowPassword(actor, form.currentPassword);
      const passwordHash = await hash.hash(form.password, actor.delivery.deadline);
      await stores.deliveries.once(actor.delivery, 'password', async (change) => {
        await also(change);
        if (!(await stores.accounts.setPassword(actor.accountId, passwordHash, change))) throw accountGone();
      });
    },

    /** For opening the form: who can't delete their account need not type a password first (A6). */
    toRemove: (actor: Actor) => mustHoldNothing(actor.accountId),

    /** A6. The record keeps what they did, under no name. */
    async remove(actor: Actor, form: { currentPassword: string }, also = nothingElse): Promise<void> {
      const { accountId } = actor;
      await mustKnowPassword(actor, form.currentPassword);
      await stores.deliveries.once(actor.delivery, 'delete-account', async (change) => {
        await also(change);
        // First the document that founding a group and joining one hold, then what they would have added.
        if (!(await stores.accounts.remove(accountId, change))) throw new Refusal('Your account is gone already.');
        await mustHoldNothing(accountId, change);
        await stores.memberships.removeEverywhere(accountId, change);
        await departure.freeClaims(actor, accountId, change);
        await stores.activities.add([{ at: actor.now, kind: 'account.deleted', actorId: accountId }], change);
        await stores.invitations.removeWaitingFor(invitedAccount(accountId), change);
        await stores.passwordLinks.removeOf(await stores.identities.ofAccount(accountId, change), change);
        await stores.identities.unlinkAll(accountId, change);
      });
    },
  };
}

/** As many as fit beside a field. */
const mostHeld = 10;

function stillHeld(groups: string[], projects: string[]): string {
  const owned = groups.length > 0 ? `you own ${enumerated(groups, mostHeld)}` : '';
  const managed = projects.length > 0 ? `you manage ${enumerated(projects, mostHeld)}` : '';
  const both = [owned, managed].filter(Boolean).join(' and ');
  return `Your account can't be deleted while ${both}. Pass those on (\`/group transfer\`, \`/project transfer\`) or delete them first.`;
}

export type AccountService = ReturnType<typeof accountService>;
