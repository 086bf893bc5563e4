import { z } from 'zod';
import { personName } from '../../domain/actor.ts';
import type { Page } from '../../domain/page.ts';
import type { Project } from '../../domain/project.ts';
import type { Member } from '../../services/groups.ts';
import type { ProjectSheet } from '../../services/projects.ts';
import { actions, bold, count, header, hint, type Part, paragraph, row } from '../blocks.ts';
import { cursor, joinProject, leaveProject, newProject, newTask } from '../buttons.ts';
import { type Confirmation, defineButton } from '../elements.ts';
import type { Reply } from '../outcome.ts';
import { look } from '../replies.ts';
import type { KnownBlock } from '../types.ts';

const about = z.object({ projectId: z.string() });
const paged = about.extend({ cursor });

export const edit = defineButton('project.edit', 'Edit', about);
export const remove = defineButton('project.delete', 'Delete', about);
export const previousMembers = defineButton('project.previous-members', 'Previous', paged);
export const nextMembers = defineButton('project.next-members', 'Next', paged);
export const previousJoinable = defineButton('project.previous', 'Previous', z.object({ cursor }));
export const nextJoinable = defineButton('project.next', 'Next', z.object({ cursor }));

const leaving = (project: Project): Confirmation => ({
  title: 'Leave the project?',
  text: `What you have claimed in ${project.key} becomes open again.`,
  confirm: 'Leave',
});

export function card(sheet: ProjectSheet): KnownBlock[] {
  const { project, group, manager, isMember, isManager, mayManage, members } = sheet;
  const one = { projectId: project.id };
  const described: Part[][] = project.description ? [[project.description]] : [];
  return [
    paragraph(
      [bold(`${project.key}  ${project.name}`)],
      ...described,
      `In ${group.name} · managed by ${personName(manager)} · ${count(members, 'member')}`,
    ),
    ...actions(
      isMember ? newTask(one, { style: 'primary' }) : joinProject(one, { style: 'primary' }),
      isMember && !isManager ? leaveProject(one, { confirm: leaving(project) }) : undefined,
      mayManage ? edit(one) : undefined,
      mayManage ? remove(one, { style: 'danger' }) : undefined,
    ),
  ];
}

export const shown = (sheet: ProjectSheet): Reply =>
  look(sheet.project.key, `${sheet.project.key} ${sheet.project.name}`, card(sheet));

/** P2: mine, and those I could join. */
export function lists(mine: Project[], joinable: Page<Project>): Reply {
  const line = (project: Project) => `${project.key}  ${project.name}`;
  const none = (text: string, list: unknown[]) => (list.length === 0 ? [paragraph(text)] : []);
  const more = mine.length > 15 ? [hint(`and ${mine.length - 15} more: \`/project show KEY\``)] : [];
  return look('Projects', 'Your projects, and those you could join', [
    header('My projects'),
    ...mine.slice(0, 15).map((project) => row(line(project), { button: newTask({ projectId: project.id }) })),
    ...more,
    ...none('You are in none yet.', mine),
    header('Projects you could join'),
    ...joinable.items.map((project) => row(line(project), { button: joinProject({ projectId: project.id }) })),
    ...none('There are no others in your groups.', joinable.items),
    ...actions(
      joinable.previous ? previousJoinable({ cursor: joinable.previous }) : undefined,
      joinable.next ? nextJoinable({ cursor: joinable.next }) : undefined,
    ),
    ...actions(newProject({})),
  ]);
}

export function members({ project }: ProjectSheet, page: Page<Member>): Reply {
  const lines = page.items.map(
    (member) => personName(member.person) + (member.accountId === project.managerId ? ' — manager' : ''),
  );
  const one = { projectId: project.id };
  return look('Members', `Members of ${project.key}`, [
    header(`${project.key}  ${project.name}`),
    paragraph(...lines),
    ...actions(
      page.previous ? previousMembers({ ...one, cursor: page.previous }) : undefined,
      page.next ? nextMembers({ ...one, cursor: page.next }) : undefined,
    ),
  ]);
}
