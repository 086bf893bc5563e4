import type mongoose from 'mongoose';
import { newId } from '../../src/db/record.ts';
import * as documents from '../support/documents.ts';
import { type Fixtures, fixtures, type Member, type Place } from '../support/fixtures.ts';

/**
 * A workspace of a size. Whoever asks stands in the same place in each: in the same number of groups and projects, with
 * as many tasks of their own. What differs is how much is around them.
 */

interface Size {
  tasks: number;
  /** The largest project's, which those who ask are in. */
  projectTasks: number;
  projects: number;
  groups: number;
  /** Who are in groups and projects of their own. */
  active: number;
  /** The largest group's, which everybody is in. */
  members: number;
}

/**
 * At 1,000,000 tasks: 10,000 accounts, 500 groups, 2,000 projects, a group of 50,000 and a project of 200,000. Few enough
 * tasks still have as many projects as a form offers.
 */
export const sizeOf = (tasks: number): Size => ({
  tasks,
  projectTasks: tasks / 5,
  projects: Math.max(440, tasks / 500),
  groups: Math.max(10, tasks / 2000),
  active: Math.max(100, tasks / 100),
  members: Math.max(400, tasks / 20),
});

export const teamId = 'TGROWTH';
const askers = 32;
/** Of each who asks: so many claimed and completed tasks, and those created, in the largest project. */
const tasksOfEach = 12;
const projectsOfEach = 5;

export interface World {
  size: Size;
  database: mongoose.mongo.Db;
  add: Fixtures;
  /** Owns the largest group and manages the largest project. */
  owner: Member;
  askers: Member[];
  groupId: string;
  groupName: string;
  project: Place;
  /** A group of twenty that the owner has as well. */
  smallGroup: { id: string; name: string };
  /** Ids in the order of time, to lead to pages anywhere in a list. */
  openTasks: string[];
  members: string[];
  projectsToJoin: string[];
}

/**
 * Takes a database's indexes away and fills it: the next bot builds them, in a fraction of the time that keeping them takes
 * while it is filled (in turns, 200,000 tasks: 13 s in place of 40).
 */
export async function fill(database: mongoose.mongo.Db, size: Size): Promise<World> {
  const add = fixtures(database, teamId);
  const insert = (collection: string, made: Iterable<documents.Document>) =>
    documents.insert(database, collection, made);
  for (const collection of await database.collections()) await collection.dropIndexes();
  const everybody = await add.people('person', size.members);
  const [owner, ...others] = everybody as [Member, ...Member[]];
  const asking = others.slice(0, askers);
  const active = everybody.slice(0, size.active);
  const groupName = 'Everybody';
  const [groupId = ''] = await add.groups(() => groupName, [owner]);
  const joined = others.map(({ accountId }) => documents.membership('group', groupId, groupId, accountId));
  await insert('memberships', joined);
  const small = { id: '', name: 'Small' };
  [small.id = ''] = await add.groups(() => small.name, [owner], [asking.slice(0, 20)]);

  const each = Math.max(2, Math.floor(size.active / size.groups));
  const owners = Array.from(
    { length: size.groups - 2 },
    (_, index) => active[(index * each) % active.length] as Member,
  );
  const groups = await add.groups(
    (index) => `Group ${index}`,
    owners,
    owners.map((_, index) => active.slice(index * each + askers + 2, (index + 1) * each + askers + 1)),
  );

  const project = await add.project('BIG', groupId, owner.accountId, [owner, ...asking], 9_000_000);
  const places: Place[] = Array.from({ length: size.projects - 1 }, (_, index) => ({
    id: newId(),
    key: `P${index}`,
    // A quarter is in the largest group, to be joined by anybody.
    groupId: index % 4 === 0 ? groupId : (groups[index % groups.length] ?? groupId),
    managerId: active[(index * 7 + askers + 1) % active.length]?.accountId ?? '',
  }));
  const joinable = places.filter((place) => place.groupId === groupId);
  const inserted = places.map(({ id, key, groupId, managerId }) =>
    documents.project(id, key, `Project ${key}`, { groupId, teamId, managerId }, 1_000_000),
  );
  await insert('projects', inserted);
  await insert('memberships', projectMemberships());

  function* projectMemberships() {
    for (const [index, { accountId }] of [...asking.entries()])
      for (let nth = 0; nth < projectsOfEach - 1; nth++) {
        const place = joinable[(index + nth) % joinable.length] as Place;
        yield documents.membership('project', place.id, place.groupId, accountId);
      }
    for (const [index, { accountId }] of active.slice(askers + 1).entries())
      for (let nth = 0; nth < projectsOfEach; nth++) {
        const place = places[(index * projectsOfEach + nth) % places.length] as Place;
        yield documents.membership('project', place.id, place.groupId, accountId);
      }
  }

  const openTasks: string[] = [];
  function* tasks() {
    for (let index = 0; index < size.tasks; index++) {
      const isLargest = index < size.projectTasks;
      const status = (['open', 'claimed', 'completed'] as const)[index % 3] ?? 'open';
      const place = isLargest ? project : (places[index % places.length] as Place);
      const number = isLargest ? index + 1 : Math.floor(index / places.length) + 1;
      const somebody = active[(index % (active.length - askers - 1)) + askers + 1]?.accountId ?? '';
      const task = documents.task(place.id, number, somebody, status, somebody);
      if (isLargest && status === 'open') openTasks.push(task._id);
      yield { task, groupId: place.groupId };
    }
    let number = size.projectTasks;
    for (const { accountId } of [owner, ...asking])
      for (const status of ['claimed', 'completed', 'open'] as const)
        for (let nth = 0; nth < tasksOfEach; nth++)
          yield { task: documents.task(project.id, ++number, accountId, status, accountId), groupId };
  }

  for (const some of portions(tasks(), portion))
    await Promise.all([
      insert(
        'tasks',
        some.map(({ task }) => task),
      ),
      insert(
        'activities',
        some.map(({ task, groupId: of }) => documents.activity(task, of)),
      ),
    ]);
  const members = joined.map(({ _id }) => _id);
  return {
    ...{ size, database, add, owner, askers: asking, groupId, groupName, project },
    ...{ smallGroup: small, openTasks, members, projectsToJoin: joinable.map(({ id }) => id) },
  };
}

const portion = 50_000;

function* portions<T>(all: Iterable<T>, size: number): Generator<T[]> {
  let some: T[] = [];
  for (const one of all) {
    some.push(one);
    if (some.length < size) continue;
    yield some;
    some = [];
  }
  yield some;
}
