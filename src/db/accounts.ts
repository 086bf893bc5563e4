import type { Connection } from 'mongoose';
import { type Account, type AccountDetails, usernameKey } from '../domain/account.ts';
import type { Person } from '../domain/actor.ts';
import { nameKey } from '../domain/text.ts';
import { refusingDuplicates } from './duplicate.ts';
import type { Keeping } from './kept.ts';
import { after, among, type Change, fromStored, fromStoredOrNone, newId, recordSchema, type Stored } from './record.ts';

interface AccountRecord extends Stored<Account> {
  usernameKey: string;
  emailKey: string;
  passwordHash: string;
  heldAt?: Date;
  /** None of their Slack users is left: the last one was deactivated then. */
  deactivatedAt?: Date;
}

const accountSchema = recordSchema({
  firstName: { type: String, required: true },
  surname: { type: String, required: true },
  email: { type: String, required: true },
  emailKey: { type: String, required: true },
  username: { type: String, required: true },
  usernameKey: { type: String, required: true },
  passwordHash: { type: String, required: true },
  createdAt: { type: Date, required: true },
  heldAt: Date,
  deactivatedAt: Date,
});
accountSchema.index({ usernameKey: 1 }, { unique: true });
accountSchema.index({ emailKey: 1 }, { unique: true });

const taken = {
  usernameKey: { sentence: 'That username is taken: choose another.', field: 'username' },
  emailKey: { sentence: 'That email has an account already: sign in instead.', field: 'email' },
};

const shown = { passwordHash: 0, usernameKey: 0, emailKey: 0, heldAt: 0, deactivatedAt: 0 } as const;
const named = { firstName: 1, surname: 1, username: 1 } as const;

export function accountStore(connection: Connection, keep: Keeping) {
  const accounts = connection.model<AccountRecord>('account', accountSchema as never, 'accounts');
  const kept = keep.cache<Person>();

  async function people(ids: readonly (string | undefined)[]): Promise<Map<string, Person>> {
    const wanted = [...new Set(ids.filter((id) => id !== undefined))];
    if (wanted.length === 0) return new Map();
    const found = await accounts.find({ _id: among(wanted) }, named).lean<Stored<Person>[]>();
    return new Map(found.map((record) => [record._id, fromStored<Person>(record)]));
  }

  return {
    async create(details: AccountDetails & { passwordHash: string; createdAt: Date }, change: Change) {
      const keys = { usernameKey: nameKey(details.username), emailKey: nameKey(details.email) };
      const record = { _id: newId(), ...details, ...keys };
      await refusingDuplicates(taken, () => accounts.collection.insertOne(record as never, { session: change }));
      return record._id;
    },

    /** Whether the account was still there to edit. */
    async edit(id: string, details: AccountDetails, change: Change): Promise<boolean> {
      keep.outdates(change);
      const keys = { usernameKey: nameKey(details.username), emailKey: nameKey(details.email) };
      const edited = await refusingDuplicates(taken, () =>
        accounts.updateOne({ _id: id }, { $set: { ...details, ...keys } }, { session: change }),
      );
      return edited.matchedCount === 1;
    },

    /** Whether the account was still there. */
    async setPassword(id: string, passwordHash: string, change: Change): Promise<boolean> {
      return (
        (await accounts.updateOne({ _id: id }, { $set: { passwordHash } }, { session: change })).matchedCount === 1
      );
    },

    /** Whether the account was still there to delete. */
    async remove(id: string, change: Change): Promise<boolean> {
      keep.outdates(change);
      return (await accounts.deleteOne({ _id: id }, { session: change })).deletedCount === 1;
    },

    /** Makes the account's existence a condition of the change: a deletion at the same time fails one of the two. */
    async hold(id: string, change: Change): Promise<boolean> {
      return (
        (await accounts.updateOne({ _id: id }, { $set: { heldAt: new Date() } }, { session: change })).matchedCount ===
        1
      );
    },

    async deactivate(id: string, at: Date, change: Change) {
      await accounts.updateOne({ _id: id }, { $set: { deactivatedAt: at } }, { session: change });
    },

    /** They have signed in somewhere again. */
    async reactivate(id: string, change: Change) {
      await accounts.updateOne({ _id: id }, { $unset: { deactivatedAt: 1 } }, { session: change });
    },

    /** Makes "they are deactivated" a condition of the change. */
    async holdDeactivated(id: string, change: Change): Promise<boolean> {
      const gone = { _id: id, deactivatedAt: after(new Date(0)) };
      return (await accounts.updateOne(gone, { $set: { heldAt: new Date() } }, { session: change })).matchedCount === 1;
    },

    /** Which of these people are deactivated. */
    async deactivated(ids: readonly string[]): Promise<Set<string>> {
      const gone = { _id: among(ids), deactivatedAt: after(new Date(0)) };
      const found = await accounts.find(gone, { _id: 1 }).lean<{ _id: string }[]>();
      return new Set(found.map((account) => account._id));
    },

    async get(id: string): Promise<Account | undefined> {
      return fromStoredOrNone<Account>(await accounts.findOne({ _id: id }, shown).lean<Stored<Account>>());
    },

    /** However it is typed. */
    async getByUsername(username: string): Promise<Account | undefined> {
      return fromStoredOrNone<Account>(
        await accounts.findOne({ usernameKey: usernameKey(username) }, shown).lean<Stored<Account>>(),
      );
    },

    async getByEmail(email: string): Promise<Account | undefined> {
      return fromStoredOrNone<Account>(
        await accounts.findOne({ emailKey: nameKey(email) }, shown).lean<Stored<Account>>(),
      );
    },

    /** The only way to a hash: for comparing a password with it. */
    async passwordHash(id: string): Promise<string | undefined> {
      return (await accounts.findOne({ _id: id }, { passwordHash: 1 }).lean<{ passwordHash: string }>())?.passwordHash;
    },

    /** People by id, in one call; ids whose account is gone are not in the map. */
    people,

    /** The same, as they were called within the last moments (kept.ts). */
    async known(ids: readonly (string | undefined)[]): Promise<Map<string, Person>> {
      return kept.findAll(
        ids.filter((id) => id !== undefined),
        people,
      );
    },
  };
}
