import { invitedAccount, invitedSlackUser } from '../db/invitations.ts';
import type { Stores } from '../db/stores.ts';
import { type Actor, type Person, personName, type SlackUser } from '../domain/actor.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Access } from './access.ts';
import { findPerson, type Whom } from './people.ts';

/** Who is invited: an account, or a Slack user who has none yet (G3). */
export type Invited = { accountId: string; name: string } | { slackUser: SlackUser; name: 'They' };

const unknown = () =>
  new Refusal(
    'Nobody here has that username or email. Who has no account yet is mentioned: choose them from what Slack offers after an @.',
    'person',
  );

const stranger = () =>
  new Refusal(
    "They are of another workspace, where you aren't: invite them by their exact username or email.",
    'person',
  );

/** More are looked at than shown, since members and people invited already are left out. */
const lookedAt = 10;

/** Finding whom to invite; part of the invitation service. */
export function invitees(stores: Stores, allow: Access) {
  async function teamsOf(accountId: string): Promise<Set<string>> {
    return new Set((await stores.identities.ofAccount(accountId)).map((identity) => identity.teamId));
  }

  async function shareWorkspace(one: string, other: string): Promise<boolean> {
    const [teams, others] = await Promise.all([teamsOf(one), teamsOf(other)]);
    return [...others].some((teamId) => teams.has(teamId));
  }

  return {
    /** The person meant. An id is only a name: it finds people of the actor's workspaces alone, as the search does. */
    async resolve(actor: Actor, whom: Whom): Promise<Invited> {
      if ('slackUser' in whom && whom.slackUser.teamId !== actor.teamId) throw stranger();
      const person = await findPerson(stores, whom);
      if (!person && 'slackUser' in whom) return { slackUser: whom.slackUser, name: 'They' };
      if (!person || ('accountId' in whom && !(await shareWorkspace(actor.accountId, person.id)))) throw unknown();
      return { accountId: person.id, name: personName(person) };
    },

    keyOf: (who: Invited) => ('accountId' in who ? invitedAccount(who.accountId) : invitedSlackUser(who.slackUser)),

    /** G3: by the beginning of a name or username, of people in the owner's workspaces; elsewhere exactly. */
    async search(actor: Actor, groupId: string, typed: string, limit: number): Promise<Person[]> {
      await allow.ownGroup(actor, groupId, 'invite');
      const teams = [...(await teamsOf(actor.accountId))];
      const [exact, ...near] = await Promise.all([
        findPerson(stores, { exact: typed }),
        ...teams.map((teamId) => stores.identities.search(teamId, typed, limit * lookedAt)),
      ]);
      const ids = [...new Set([...(exact ? [exact.id] : []), ...near.flat()])];
      const [members, invited] = await Promise.all([
        stores.memberships.which(ids, groupId),
        stores.invitations.which(ids, groupId),
      ]);
      const wanted = ids.filter((id) => !members.has(id) && !invited.has(id)).slice(0, limit);
      const people = await stores.accounts.people(wanted);
      return wanted.flatMap((id) => people.get(id) ?? []);
    },
  };
}
