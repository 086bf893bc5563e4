import type mongoose from 'mongoose';
import { heldOutsideMembership } from '../support/world.ts';

type Found = Record<string, unknown> & { _id: string };

/** What must be true after any history, as sentences about what is not; none is well. */
export async function broken(database: mongoose.mongo.Db): Promise<string[]> {
  const all = (collection: string, filter = {}) => database.collection<Found>(collection).find(filter).toArray();
  const living = { deletedAt: null };
  const [groups, projects, memberships, activities, accounts] = await Promise.all([
    all('groups', living),
    all('projects', living),
    all('memberships'),
    database.collection<Found>('activities').find().sort({ _id: 1 }).toArray(),
    all('accounts'),
  ]);
  const tasks = await all('tasks', { projectId: { $in: projects.map((project) => project._id) } });
  const isMember = (accountId: unknown, of: unknown) =>
    memberships.some((membership) => membership['accountId'] === accountId && membership['of'] === of);
  const exists = (accountId: unknown) => accounts.some((account) => account._id === accountId);
  const wrong: string[] = [];
  const must = (holds: boolean, sentence: string) => {
    if (!holds) wrong.push(sentence);
  };

  for (const held of await heldOutsideMembership(database)) wrong.push(`held outside membership: ${held}`);
  for (const group of groups)
    must(isMember(group['ownerId'], group._id), `the owner of ${String(group['name'])} is no member of it`);
  for (const project of projects) {
    must(isMember(project['managerId'], project._id), `the manager of ${String(project['key'])} is no member of it`);
    const numbers = tasks.filter((task) => task['projectId'] === project._id).map((task) => Number(task['number']));
    must(new Set(numbers).size === numbers.length, `a number of ${String(project['key'])} stands twice`);
    must(Math.max(0, ...numbers) <= Number(project['lastNumber']), `${String(project['key'])} may give a number again`);
  }
  for (const membership of memberships.filter(({ kind }) => kind === 'project'))
    must(isMember(membership['accountId'], membership['groupId']), 'somebody is in a project and not in its group');
  for (const { accountId } of memberships) must(exists(accountId), 'a membership has no account');
  for (const task of tasks) wrong.push(...brokenTask(task, activities));
  for (const group of groups) {
    const members = memberships.filter(({ of }) => of === group._id).map(({ accountId }) => String(accountId));
    const recorded = [...membersByRecord(group._id, activities)].filter(exists);
    must(
      members.sort().join() === recorded.sort().join(),
      `the record of ${String(group['name'])} tells other members`,
    );
  }
  return wrong;
}

const claimant: Record<string, boolean> = { claimed: true, open: false, completed: false };

/** The task is as its history leaves it, and its fields fit its status. */
function brokenTask(task: Found, activities: Found[]): string[] {
  const name = `task ${task._id}`;
  let status = 'missing';
  let holder: unknown;
  for (const { kind, actorId, taskId } of activities)
    if (taskId === task._id) {
      const step = String(kind).replace('task.', '');
      if (step === 'claimed') [status, holder] = ['claimed', actorId];
      else if (step === 'completed') [status, holder] = ['completed', undefined];
      else if (step !== 'edited') [status, holder] = ['open', undefined];
    }
  const wrong: string[] = [];
  if (status !== task['status']) wrong.push(`${name} is ${String(task['status'])}, and ${status} by its history`);
  if (holder !== task['claimantId']) wrong.push(`${name} has another claimant than its history`);
  if (claimant[String(task['status'])] !== Boolean(task['claimantId'])) wrong.push(`${name} has no fitting claimant`);
  if ((task['status'] === 'completed') !== Boolean(task['completerId'])) wrong.push(`${name} has no fitting completer`);
  return wrong;
}

function membersByRecord(groupId: string, activities: Found[]): Set<string> {
  const members = new Set<string>();
  for (const activity of activities) {
    const actor = String(activity['actorId']);
    if (activity['kind'] === 'account.deleted') members.delete(actor);
    if (activity['groupId'] !== groupId) continue;
    if (activity['kind'] === 'group.created' || activity['kind'] === 'group.joined') members.add(actor);
    if (activity['kind'] === 'group.left') members.delete(actor);
    if (activity['kind'] === 'group.removed') members.delete(String(activity['subjectId']));
  }
  return members;
}
