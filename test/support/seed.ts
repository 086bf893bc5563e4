import mongoose from 'mongoose';
import * as documents from '../../bench/support/documents.ts';
import type { Person } from '../../playground/person.ts';
import type { SimulatedSlack } from '../../playground/slack.ts';
import { newId } from '../../src/db/record.ts';

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

/** Of more than one project so many are in each. */
const mostInEach = 20;

/**
 * Puts a whole group straight into the database: so many that going through the front door would take minutes. The
 * first person owns the group "Seeded" and manages its projects P1, P2, …; everybody is in it, and in its only project.
 */
export async function seed(
  uri: string,
  slack: SimulatedSlack,
  { people: count, projects = 1, tasks = 0 }: Seed,
): Promise<Seeded> {
  const client = new mongoose.mongo.MongoClient(uri);
  const insert = (collection: string, made: Iterable<documents.Document>) =>
    documents.insert(client.db(), collection, made);
  const people = Array.from({ length: count }, (_, index) =>
    slack.addPerson(`person${index}`, `First${index}`, `Last${index}`),
  );
  const accountIds = people.map(newId);
  const groupId = newId();
  const projectIds = Array.from({ length: projects }, newId);
  const [ownerId] = accountIds as [string];
  const [{ teamId }] = people as [Person];
  const idOf = (index: number) => accountIds[index] as string;
  const joined = projects > 1 ? accountIds.slice(0, mostInEach) : accountIds;

  await insert(
    'accounts',
    people.map(({ name }, index) => documents.account(idOf(index), name, String(index))),
  );
  await insert(
    'identities',
    people.map(({ name, userId }, index) => documents.identity(teamId, userId, idOf(index), name, String(index))),
  );
  await insert('groups', [documents.group(groupId, teamId, 'Seeded', ownerId)]);
  await insert(
    'projects',
    projectIds.map((id, index) => {
      const place = { groupId, teamId, managerId: ownerId };
      return documents.project(id, `P${index + 1}`, `Project ${index + 1}`, place, Math.ceil(tasks / projects));
    }),
  );
  await insert(
    'memberships',
    accountIds.map((accountId) => documents.membership('group', groupId, groupId, accountId)),
  );
  for (const projectId of projectIds)
    await insert(
      'memberships',
      joined.map((accountId) => documents.membership('project', projectId, groupId, accountId)),
    );
  await insert(
    'tasks',
    Array.from({ length: tasks }, (_, index) => {
      const number = Math.floor(index / projects) + 1;
      const status = (['open', 'claimed', 'completed'] as const)[(number - 1) % 3] ?? 'open';
      const projectId = projectIds[index % projects] as string;
      return documents.task(projectId, number, ownerId, status, joined[index % joined.length]);
    }),
  );
  await client.close();
  return { people, accountIds, groupId, projectIds };
}
