import type { Stores } from '../db/stores.ts';
import { type Actor, type Person, personName, type SlackUser } from '../domain/actor.ts';

/** How a person may be named: by an id from a list, by a mention, or by an exact username or email. */
export type Whom = { accountId: string } | { slackUser: SlackUser } | { exact: string };

/** The actor's own name in what others are told. */
export function nameOf(actor: Actor): string {
  return personName({ id: actor.accountId, ...actor });
}

/** People by id, as they were called within the last moments. The actor is known already, and always among them. */
export async function peopleFor(actor: Actor, stores: Stores, ids: readonly (string | undefined)[]) {
  const id = actor.accountId;
  const others = await stores.accounts.known(ids.filter((one) => one !== id));
  return others.set(id, personOf({ ...actor, id }));
}

/** Undefined where nobody with an account is meant. */
export async function findPerson(stores: Stores, whom: Whom): Promise<Person | undefined> {
  if ('exact' in whom) {
    const name = whom.exact.trim();
    const account = (await stores.accounts.getByUsername(name)) ?? (await stores.accounts.getByEmail(name));
    return account && personOf(account);
  }
  const id = 'accountId' in whom ? whom.accountId : (await stores.identities.find(whom.slackUser))?.accountId;
  return id === undefined ? undefined : (await stores.accounts.people([id])).get(id);
}

/** A member of the group or project `of`; somebody who is none and nobody at all read the same. */
export async function findMember(stores: Stores, of: string, whom: Whom): Promise<Person | undefined> {
  const person = await findPerson(stores, whom);
  return person && (await stores.memberships.has(person.id, of)) ? person : undefined;
}

function personOf({ id, firstName, surname, username }: Person): Person {
  return { id, firstName, surname, username };
}
