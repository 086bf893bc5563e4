import type mongoose from 'mongoose';
import { tokenCipher } from '../../src/db/token-cipher.ts';
import * as buttons from '../../src/slack/buttons.ts';
import { command, openHome, opening, press } from '../support/deliveries.ts';
import * as documents from '../support/documents.ts';
import { fixtures, type Member } from '../support/fixtures.ts';
import type { Sending } from '../support/load.ts';

/** Workspaces that have installed the app, each with a group, a project and a few people. */

export const encryptionKey = Buffer.alloc(32, 7);
const peopleOfEach = 4;
const tasksOfEach = 20;

interface Workspace {
  teamId: string;
  people: Member[];
}

export async function fillWorkspaces(database: mongoose.mongo.Db, count: number): Promise<Workspace[]> {
  const cipher = tokenCipher([encryptionKey]);
  const ids = Array.from({ length: count }, (_, index) => `TSCALE${index}`);
  const installations = ids.map((team) => ({
    ...{ _id: team, name: team, organisationWide: false, appId: 'A0BENCH', installedAt: new Date() },
    ...{ botToken: cipher.encrypt(`xoxb-${team}`, { team, field: 'bot token' }), keyId: cipher.keyId },
  }));
  await documents.insert(database, 'installations', installations);
  const workspaces: Workspace[] = [];
  for (const teamId of ids) {
    const add = fixtures(database, teamId);
    const people = await add.people(`p${teamId.toLowerCase()}x`, peopleOfEach);
    const [owner, ...others] = people as [Member, ...Member[]];
    const [groupId = ''] = await add.groups(() => 'Group', [owner], [others]);
    const { id } = await add.project('WEB', groupId, owner.accountId, people, 1000);
    const task = (_: unknown, index: number) => documents.task(id, index + 1, owner.accountId, 'open');
    await documents.insert(database, 'tasks', Array.from({ length: tasksOfEach }, task));
    workspaces.push({ teamId, people });
  }
  return workspaces;
}

/** What people do all day, in turns over the workspaces: most of it cheap, and all that calls Slack in some way. */
export function everyday(workspaces: readonly Workspace[], count: number, from: number, slackUrl: string): Sending[] {
  return Array.from({ length: count }, (_, index) => {
    const nth = from + index;
    const { people } = workspaces[nth % workspaces.length] as Workspace;
    const who = people[Math.floor(nth / workspaces.length) % people.length] as Member;
    switch (Math.floor(nth / workspaces.length) % 10) {
      case 0:
      case 1:
        return openHome(who, 'WEB-');
      case 2:
      case 3:
        return command(who, '/task list WEB', 'WEB-', slackUrl);
      case 4:
        return opening(command(who, '/group create', 'New group', slackUrl));
      case 5:
        return press(who, buttons.nextTasks({ sections: [{ of: 'mine' }] }), 'Claimed by me', slackUrl);
      default:
        return command(who, '/task help', '/task claim WEB-12', slackUrl);
    }
  });
}
