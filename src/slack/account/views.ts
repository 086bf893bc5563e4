import { z } from 'zod';
import type { Account } from '../../domain/account.ts';
import type { Group } from '../../domain/group.ts';
import type { Page } from '../../domain/page.ts';
import type { Project } from '../../domain/project.ts';
import { enumerated } from '../../domain/text.ts';
import type { TaskSheet } from '../../services/task-sheets.ts';
import { actions, header, type Part, paragraph } from '../blocks.ts';
import { defineButton } from '../elements.ts';
import type { Reply } from '../outcome.ts';
import { look } from '../replies.ts';

const nothing = z.object({});

export const editButton = defineButton('account.edit', 'Edit', nothing);
export const deleteButton = defineButton('account.delete', 'Delete', nothing);

const mostNames = 50;
const nobodys: Page<TaskSheet> = { items: [] };

export function accountPage(
  page: { account: Account; groups: Group[]; projects: Project[] },
  [claimed = nobodys, completed = nobodys]: Page<TaskSheet>[],
): Reply {
  const { account, groups, projects } = page;
  const names = (list: string[]) => (list.length > 0 ? enumerated(list, mostNames) : 'none');
  const more = (tasks: Page<TaskSheet>): Part[][] => (tasks.next ? [['…']] : []);
  const none: Part[][] = [['none']];
  const claimedLines = claimed.items.map(({ reference, task }): Part[] => [`${reference}  ${task.title}`]);
  const completedLines = completed.items.map(({ reference, task }): Part[] => [
    `${reference}  ${task.title}, `,
    task.completedAt ?? '',
  ]);
  return look('My account', `Your account, ${account.username}`, [
    header(`${account.firstName} ${account.surname}`),
    paragraph(
      `Username ${account.username}`,
      `Email ${account.email}`,
      ['Since ', account.createdAt],
      `Groups owned: ${names(groups.map((group) => group.name))}`,
      `Projects managed: ${names(projects.map((project) => project.key))}`,
    ),
    header('Claimed'),
    paragraph(...(claimedLines.length > 0 ? claimedLines : none), ...more(claimed)),
    header('Completed'),
    paragraph(...(completedLines.length > 0 ? completedLines : none), ...more(completed)),
    ...actions(editButton({}), deleteButton({}, { style: 'danger' })),
  ]);
}
