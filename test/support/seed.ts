import mongoose from 'mongoose';
import type { Person } from '../../playground/person.ts';
import type { SimulatedSlack } from '../../playground/slack.ts';

const newId = () => new mongoose.mongo.ObjectId().toHexString();
const batch = 5000;

interface Seed {
  people: number;
  projects?: number;
  /** Over all projects, evenly, as evenly open, claimed and completed. */
  tasks?: number;
}

/** The ids of what was put there. */
export interface Seeded {
  people: Person[];
  accountIds: string[];
  groupId: string;
  projectIds: string[];
}

/**
 * Puts a whole group straight into the database: so many that going through the front door would take minutes. The
 * first person owns the group "Seeded" and manages its projects P1, P2, …; everybody is in all of them.
 */
export async function seed(
  uri: string,
  slack: SimulatedSlack,
  { people: count, projects = 1, tasks = 0 }: Seed,
): Promise<Seeded> {
  const client = new mongoose.mongo.MongoClient(uri);
  const database = client.db();
  const now = new Date();
  const insert = async (collection: string, documents: Record<string, unknown>[]) => {
    for (let from = 0; from < documents.length; from += batch)
      await database.collection(collection).insertMany(documents.slice(from, from + batch) as never);
  };
  const people = Array.from({ length: count }, (_, index) =>
    slack.addPerson(`person${index}`, `First${index}`, `Last${index}`),
  );
  const accountIds = people.map(newId);
  const groupId = newId();
  const projectIds = Array.from({ length: projects }, newId);
  const [ownerId] = accountIds as [string];
  const [{ teamId }] = people as [Person];

  await insert(
    'accounts',
    people.map(({ name }, index) => ({
      _id: accountIds[index],
      ...{ firstName: `First${index}`, surname: `Last${index}`, username: name, usernameKey: name },
      ...{ email: `${name}@example.com`, emailKey: `${name}@example.com`, passwordHash: 'none', createdAt: now },
    })),
  );
  await insert(
    'identities',
    people.map(({ name, userId }, index) => ({
      _id: `${teamId}:${userId}`,
      ...{
        teamId,
        userId,
        accountId: accountIds[index],
        linkedAt: now,
        firstName: `First${index}`,
        surname: `Last${index}`,
        username: name,
        searchWords: [name, `first${index}`, `last${index}`],
      },
    })),
  );
  await insert('groups', [
    { _id: groupId, teamId, name: 'Seeded', nameKey: 'seeded', description: '', ownerId, createdAt: now },
  ]);
  await insert(
    'projects',
    projectIds.map((_id, index) => ({
      ...{ _id, groupId, teamId, key: `P${index + 1}`, name: `Project ${index + 1}`, nameKey: `project ${index + 1}` },
      ...{ description: '', managerId: ownerId, createdAt: now, lastNumber: Math.ceil(tasks / projects) },
    })),
  );
  const membership = (kind: string, of: string, accountId: string) => ({
    _id: newId(),
    kind,
    of,
    groupId,
    accountId,
    joinedAt: now,
  });
  await insert(
    'memberships',
    accountIds.map((accountId) => membership('group', groupId, accountId)),
  );
  const joined = projects > 1 ? accountIds.slice(0, 20) : accountIds;
  for (const projectId of projectIds)
    await insert(
      'memberships',
      joined.map((accountId) => membership('project', projectId, accountId)),
    );
  await insert(
    'tasks',
    Array.from({ length: tasks }, (_, index) => {
      const projectId = projectIds[index % projects];
      const holder = joined[index % joined.length];
      const status = ['open', 'claimed', 'completed'][Math.floor(index / projects) % 3];
      const claimed = status === 'claimed' ? { claimantId: holder, claimedAt: now } : {};
      const completed = status === 'completed' ? { completerId: holder, claimedAt: now, completedAt: now } : {};
      const number = Math.floor(index / projects) + 1;
      return {
        _id: newId(),
        projectId,
        number,
        title: `Task ${index}`,
        description: '',
        status,
        creatorId: ownerId,
        createdAt: now,
        ...claimed,
        ...completed,
      };
    }),
  );
  await client.close();
  return { people, accountIds, groupId, projectIds };
}
