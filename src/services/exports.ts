import type { Readable } from 'node:stream';
import type { Stores } from '../db/stores.ts';
import type { Actor, SlackUser } from '../domain/actor.ts';
import { csv, type ExportFile, fileNamePart, json } from '../domain/export.ts';
import { type Group, isOwner } from '../domain/group.ts';
import { Undelivered } from '../domain/letter.ts';
import type { Project } from '../domain/project.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Access } from './access.ts';
import { activityColumns, exportRows, projectColumns, taskColumns } from './export-rows.ts';

interface Asked extends SlackUser {
  accountId: string;
  groupId?: string | undefined;
}

/** What is to be written, and a look, right before it is shown, at whether it may be: making it takes a while. */
export interface Export {
  files: ExportFile[];
  /** @throws Refusal where it isn't theirs any more, Undelivered where it is to be made anew */
  lookAgain(): Promise<void>;
}

/** Where an account is a member, and what wasn't deleted. */
interface Places {
  groups: Group[];
  projects: Project[];
}

/** A file to send, how many bytes it has, and these, once. */
export interface WrittenFile {
  name: string;
  bytes: number;
  content(): Readable;
}

export interface Sending {
  /** Called before Slack is to show this file. @throws where it isn't to be shown: nothing of it is sent then */
  willShow(fileId: string): Promise<void>;
  signal: AbortSignal;
}
const noLongerSignedIn =
  "An export wasn't sent: who asked for it is signed in here no longer. Who has the account can sign in and ask for it again.";

/** Exports are asked for here, and made in the background (jobs/exports.ts). */
export function exportService(stores: Stores, allow: Access) {
  const rows = exportRows(stores);

  async function ask(actor: Actor, groupId?: string): Promise<void> {
    const { accountId, now } = actor;
    await stores.deliveries.once(actor.delivery, 'export', async (change) => {
      await stores.exports.ask({ ...actor, groupId }, now, change);
      const kind = groupId ? ('group.exported' as const) : ('account.exported' as const);
      await stores.activities.add([{ at: now, kind, actorId: accountId, groupId }], change);
    });
  }

  async function placesOf(accountId: string): Promise<Places> {
    const [groupIds, projectIds] = await Promise.all([
      stores.memberships.ofAccount(accountId, 'group'),
      stores.memberships.ofAccount(accountId, 'project'),
    ]);
    const [groups, projects] = await Promise.all([stores.groups.some(groupIds), stores.projects.some(projectIds)]);
    return { groups, projects };
  }

  /** @throws Undelivered where one of these was left or deleted since */
  async function mustBeIn(accountId: string, { groups, projects }: Places): Promise<void> {
    const now = await placesOf(accountId);
    const current = new Set([...now.groups, ...now.projects].map(({ id }) => id));
    if ([...groups, ...projects].some(({ id }) => !current.has(id)))
      throw new Undelivered('what it tells of was left or deleted while it was made', { early: true });
  }

  async function accountFiles(accountId: string, { groups, projects }: Places): Promise<ExportFile[]> {
    const account = await stores.accounts.get(accountId);
    if (!account) throw new Refusal(noLongerSignedIn);
    const identities = await stores.identities.ofAccount(accountId);
    const keys = new Map(projects.map((project) => [project.id, project.key]));
    const { firstName, surname, email, username, createdAt } = account;
    const fields = {
      account: { firstName, surname, email, username, createdAt },
      slackUsers: identities.map(({ teamId, userId, linkedAt }) => ({ teamId, userId, linkedAt })),
      groups: groups.map((group) => ({ name: group.name, owner: isOwner(group, accountId) })),
      projects: projects.map(({ key, name, managerId }) => ({ key, name, manager: managerId === accountId })),
    };
    const lists = {
      tasks: rows.tasks(projects, (task) => [task.creatorId, task.claimantId, task.completerId].includes(accountId)),
      activity: rows.activity({ actorId: accountId }, keys),
    };
    return [{ name: `dibs-account-${fileNamePart(username)}.json`, text: json(fields, lists) }];
  }

  function groupFiles(group: Group): ExportFile[] {
    const { id: groupId, name, description, createdAt } = group;
    const file = (what: string) => `dibs-${fileNamePart(name)}-${what}`;
    const tasks = () => rows.tasks(rows.projectsOf(groupId));
    const lists = { projects: rows.projects(groupId), tasks: tasks(), activity: rows.groupActivity(groupId) };
    return [
      { name: file('projects.csv'), text: csv(projectColumns, rows.projects(groupId)) },
      { name: file('tasks.csv'), text: csv(taskColumns, tasks()) },
      { name: file('activity.csv'), text: csv(activityColumns, rows.groupActivity(groupId)) },
      { name: file('everything.json'), text: json({ group: { name, description, createdAt } }, lists) },
    ];
  }

  /**
   * The group that was asked for, if one was.
   * @throws Refusal where the group isn't theirs any more, or the Slack user who asked isn't the account's
   */
  async function mustBeTheirs({ teamId, userId, accountId, groupId }: Asked): Promise<Group | undefined> {
    const identity = await stores.identities.find({ teamId, userId });
    // Somebody else may be signed in there by now: they are told nothing of whose it was.
    if (identity?.accountId !== accountId) throw new Refusal(noLongerSignedIn);
    if (!groupId) return undefined;
    const group = await stores.groups.get(groupId);
    if (!group) throw new Refusal('The group was deleted before its export was sent.');
    if (!isOwner(group, accountId)) throw new Refusal(`You no longer own ${group.name}, so you get no export of it.`);
    return group;
  }

  return {
    /** E1: my own data. */
    account: (actor: Actor) => ask(actor),

    /** E2: only the owner. */
    async group(actor: Actor, groupId: string): Promise<Group> {
      const group = await allow.ownGroup(actor, groupId, 'export it');
      await ask(actor, groupId);
      return group;
    },

    /** For the job. @throws Refusal where it isn't theirs any more */
    async make(asked: Asked): Promise<Export> {
      const group = await mustBeTheirs(asked);
      if (group) return { files: groupFiles(group), lookAgain: async () => void (await mustBeTheirs(asked)) };
      const places = await placesOf(asked.accountId);
      return {
        files: await accountFiles(asked.accountId, places),
        async lookAgain() {
          await mustBeTheirs(asked);
          await mustBeIn(asked.accountId, places);
        },
      };
    },
  };
}
