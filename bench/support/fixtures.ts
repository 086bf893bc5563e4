import type mongoose from 'mongoose';
import { newId } from '../../src/db/record.ts';
import type { User } from './deliveries.ts';
import * as documents from './documents.ts';

/** Somebody with an account. */
export interface Member extends User {
  accountId: string;
  username: string;
}

/** A project, as far as what is asked about it needs. */
export interface Place {
  id: string;
  key: string;
  groupId: string;
  managerId: string;
}

/** Puts single things into the database of a workspace. */
export function fixtures(database: mongoose.mongo.Db, teamId: string) {
  const insert = (collection: string, made: Iterable<documents.Document>) =>
    documents.insert(database, collection, made);

  async function join(kind: 'group' | 'project', of: string, groupId: string, members: readonly Member[]) {
    await insert(
      'memberships',
      members.map(({ accountId }) => documents.membership(kind, of, groupId, accountId)),
    );
  }

  return {
    join,

    async people(name: string, count: number, passwordHash?: string): Promise<Member[]> {
      const made = Array.from({ length: count }, (_, index) => ({
        ...{ teamId, userId: `U${name.toUpperCase()}${index}`, accountId: newId() },
        username: `${name}${index}`,
      }));
      const accounts = made.map(({ accountId, username }) =>
        documents.account(accountId, username, username, passwordHash),
      );
      const identities = made.map(({ userId, accountId, username }) =>
        documents.identity(teamId, userId, accountId, username, username),
      );
      await Promise.all([insert('accounts', accounts), insert('identities', identities)]);
      return made;
    },

    /** Groups of these owners, each with its owner in it; `others`: who else is in each. */
    async groups(name: (index: number) => string, owners: readonly Member[], others: readonly Member[][] = []) {
      const made = owners.map(({ accountId }, index) => documents.group(newId(), teamId, name(index), accountId));
      const members = made.flatMap(({ _id }, index) =>
        [owners[index] as Member, ...(others[index] ?? [])].map(({ accountId }) =>
          documents.membership('group', _id, _id, accountId),
        ),
      );
      await Promise.all([insert('groups', made), insert('memberships', members)]);
      return made.map(({ _id }) => _id);
    },

    async project(key: string, groupId: string, managerId: string, of: readonly Member[], lastNumber: number) {
      const id = newId();
      const place = { groupId, teamId, managerId };
      await insert('projects', [documents.project(id, key, `Project ${key}`, place, lastNumber)]);
      await join('project', id, groupId, of);
      return { id, key, groupId, managerId } satisfies Place;
    },

    /** The n-th invitation is the n-th person's into the n-th group. */
    async invitations(invited: readonly Member[], groups: readonly string[], inviters: readonly Member[]) {
      const made = invited.map(({ accountId }, index) => {
        const at = index % groups.length;
        return documents.invitation(groups[at] ?? '', inviters[at % inviters.length]?.accountId ?? '', accountId);
      });
      await insert('invitations', made);
      return made.map(({ _id }) => _id);
    },

    /** What the background would deliver for minutes after a row, and so be counted with the next one. */
    forgetLetters: () => database.collection('outbox').deleteMany({}),
  };
}

export type Fixtures = ReturnType<typeof fixtures>;
