import type mongoose from 'mongoose';
import { heldOutsideMembership } from '../support/held.ts';

type Found = Record<string, unknown> & { _id: string };

/** What must be true after any history, as sentences about what is not; none is well. */
export async function broken(database: mongoose.mongo.Db): Promise<string[]> {
  const all = (collection: string, filter = {}) => database.collection<Found>(collection).find(filter).toArray();
  const living = { deletedAt: null };
  // Before the memberships: those of a deleted group go first, and the sweep may be half through.
  const allGroups = await all('groups');
  const groups = allGroups.filter(({ deletedAt }) => !deletedAt);
  const [projects, allMemberships, activities, accounts] = await Promise.all([
    all('projects', living),
    all('memberships'),
    database.collection<Found>('activities').find().sort({ _id: 1 }).toArray(),
    all('accounts'),
  ]);
  const tasks = await all('tasks', { projectId: { $in: projects.map((project) => project._id) } });
  const memberships = allMemberships.filter(({ groupId }) => groups.some(({ _id }) => _id === groupId));
  const isMember = (accountId: unknown, of: unknown) =>
    memberships.some((membership) => membership['accountId'] === accountId && membership['of'] === of);
  const exists = (accountId: unknown) => accounts.some((account) => account._id === accountId);
  const wrong: string[] = [];
  const must = (holds: boolean, sentence: string) => {
    if (!holds) wrong.push(sentence);
  };

  for (const { groupId } of allMemberships)
    must(
      allGroups.some(({ _id }) => _id === groupId),
      'a membership has no group',
    );
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

const needsClaimant: Record<string, boolean> = { claimed: true, open: false, completed: false };

/** From what each step of a task's life starts, and what it leaves. */
const steps: Record<string, { from: string; to: string }> = {
  created: { from: 'missing', to: 'open' },
  claimed: { from: 'open', to: 'claimed' },
  dropped: { from: 'claimed', to: 'open' },
  released: { from: 'claimed', to: 'open' },
  completed: { from: 'claimed', to: 'completed' },
  reopened: { from: 'completed', to: 'open' },
};

/** Each step of the task's history was possible, the task is as it leaves it, and its fields fit its status. */
function brokenTask(task: Found, activities: Found[]): string[] {
  const name = `task ${task._id}`;
  const wrong: string[] = [];
  let status = 'missing';
  let holder: unknown;
  for (const { kind, actorId } of activities.filter(({ taskId }) => taskId === task._id)) {
    const step = steps[String(kind).replace('task.', '')];
    if (!step) continue;
    if (step.from !== status) wrong.push(`${name} was ${status} when ${String(kind)} came`);
    if (kind === 'task.completed' && actorId !== holder) wrong.push(`${name} was completed by another`);
    status = step.to;
    holder = status === 'claimed' ? actorId : undefined;
  }
  const fields = `${String(task['status'])} ${String(task['claimantId'])}`;
  if (fields !== `${status} ${String(holder)}`)
    wrong.push(`${name} is ${fields}, by its history ${status} ${String(holder)}`);
  if (needsClaimant[String(task['status'])] !== Boolean(task['claimantId']))
    wrong.push(`${name} has no fitting claimant`);
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
