import type mongoose from 'mongoose';
import { newId } from '../../src/db/record.ts';

/** Documents as the bot stores them, for putting more into a database than the front door could in minutes. */

export type Document = Record<string, unknown> & { _id: string };

const now = () => new Date();

export const account = (_id: string, username: string, name: string, passwordHash = 'none'): Document => ({
  _id,
  firstName: `First${name}`,
  surname: `Last${name}`,
  username,
  usernameKey: username,
  email: `${username}@example.com`,
  emailKey: `${username}@example.com`,
  passwordHash,
  createdAt: now(),
});

export const identity = (
  teamId: string,
  userId: string,
  accountId: string,
  username: string,
  name: string,
): Document => ({
  _id: `${teamId}:${userId}`,
  teamId,
  userId,
  accountId,
  linkedAt: now(),
  firstName: `First${name}`,
  surname: `Last${name}`,
  username,
  searchWords: [username, `first${name}`, `last${name}`, `first${name} last${name}`],
});

export const group = (_id: string, teamId: string, name: string, ownerId: string): Document => ({
  ...{ _id, teamId, name, nameKey: name.toLowerCase(), description: '', ownerId, createdAt: now() },
});

interface ProjectPlace {
  groupId: string;
  teamId: string;
  managerId: string;
}

export const project = (_id: string, key: string, name: string, place: ProjectPlace, lastNumber: number): Document => ({
  ...{ _id, ...place, key, name, nameKey: name.toLowerCase(), description: '', createdAt: now(), lastNumber },
});

export const membership = (kind: 'group' | 'project', of: string, groupId: string, accountId: string): Document => ({
  ...{ _id: newId(), kind, of, groupId, accountId, joinedAt: now() },
});

/** `holderId`: who has claimed or completed it. */
export function task(
  projectId: string,
  number: number,
  creatorId: string,
  status: 'open' | 'claimed' | 'completed',
  holderId?: string,
): Document {
  const claimed = status === 'claimed' ? { claimantId: holderId, claimedAt: now() } : {};
  const completed = status === 'completed' ? { completerId: holderId, claimedAt: now(), completedAt: now() } : {};
  const about = { title: `Task ${number}`, description: '', status, creatorId, createdAt: now() };
  return { _id: newId(), projectId, number, ...about, ...claimed, ...completed };
}

export const invitation = (groupId: string, inviterId: string, accountId: string): Document => ({
  ...{ _id: newId(), groupId, inviterId, accountId, status: 'pending', inviteeKey: `account:${accountId}` },
  createdAt: now(),
});

export const activity = (task: Document, groupId: string): Document => ({
  ...{ _id: newId(), at: now(), kind: 'task.created', actorId: task['creatorId'] },
  ...{ groupId, projectId: task['projectId'], taskId: task._id },
});

const batch = 5000;
const mostAtOnce = 4;

/** Inserts many, in batches, several at once. */
export async function insert(database: mongoose.mongo.Db, collection: string, documents: Iterable<Document>) {
  const into = database.collection<Document>(collection);
  const options = { ordered: false } as const;
  const left = documents[Symbol.iterator]();
  const next = () => {
    const some: Document[] = [];
    for (let one = left.next(); !one.done; one = left.next()) {
      some.push(one.value);
      if (some.length === batch) break;
    }
    return some;
  };
  const inserter = async () => {
    for (let some = next(); some.length > 0; some = next()) await into.insertMany(some, options);
  };
  await Promise.all(Array.from({ length: mostAtOnce }, inserter));
}
