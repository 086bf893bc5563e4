import { z } from 'zod';
import type { Page } from '../../domain/page.ts';
import type { Project } from '../../domain/project.ts';
import { can } from '../../domain/task.ts';
import type { WaitingInvitation } from '../../services/invitations.ts';
import type { TaskSheet } from '../../services/task-sheets.ts';
import { actions, divider, header, hint, paragraph, row, shortened } from '../blocks.ts';
import * as buttons from '../buttons.ts';
import { defineButton, defineSelect } from '../elements.ts';
import { invitationBlocks } from '../invitations.ts';
import { taskRow } from '../task-row.ts';
import type { HomeView, KnownBlock } from '../types.ts';

/** What Home shows below the fixed parts; it travels in the view, so any process can show it anew. */
export const homeState = z.object({
  projectId: z.string().optional(),
  status: z.enum(['open', 'claimed', 'completed']).default('open'),
  cursor: buttons.cursor,
});
export type HomeState = z.output<typeof homeState>;

export const chooseProject = defineSelect('home.project', 'Project', z.object({ projectId: z.string() }));
export const chooseStatus = defineSelect('home.status', 'Status', homeState);
export const previous = defineButton('home.previous', 'Previous', homeState);
export const next = defineButton('home.next', 'Next', homeState);

export interface HomeContent {
  invitations: Page<WaitingInvitation>;
  claimed: Page<TaskSheet>;
  projects: Project[];
  project: Project | undefined;
  tasks: Page<TaskSheet>;
}

const said = (notice: string | undefined): KnownBlock[] => (notice ? [paragraph(notice), divider] : []);

const view = (state: unknown, blocks: KnownBlock[]): HomeView => ({
  type: 'home',
  private_metadata: JSON.stringify(state ?? {}),
  blocks,
});

export function strangersHome(notice?: string): HomeView {
  return view({}, [
    ...said(notice),
    header('Welcome to Dibs'),
    paragraph(
      'Tasks are put where everyone in a project sees them, one person calls dibs, and only that person completes it or hands it back.',
    ),
    ...actions(buttons.signUp({}, { style: 'primary' }), buttons.signIn({})),
  ]);
}

function claimedBlocks({ task, reference }: TaskSheet): KnownBlock[] {
  const about = { task: task.id };
  return [
    row(`${reference}  ${task.title}`, { when: task.claimedAt && { what: 'Claimed', at: task.claimedAt } }),
    ...actions(buttons.complete(about, { style: 'primary' }), buttons.drop(about), buttons.history(about)),
  ];
}

/** Each leads to its details, by History. */
function taskBlocks(sheet: TaskSheet): KnownBlock[] {
  const { task, asker } = sheet;
  const about = { task: task.id };
  const history = buttons.history(about);
  if (!can('claim', task, asker)) return [taskRow(sheet, history)];
  return [taskRow(sheet), ...actions(buttons.claim(about), history)];
}

/** A hundred whole names in the select would leave too little of Slack's 13,000 characters to the tasks. */
const mostOfName = 40;

const more = (command: string) => hint(`There are more: \`${command}\` shows them all.`);

/** Section 4: at most some 60 blocks, whatever there is. */
export function home(content: HomeContent, state: HomeState, notice?: string): HomeView {
  const { invitations, claimed, projects, project, tasks } = content;
  const statuses = [
    { label: 'Open', value: { ...state, status: 'open' as const, cursor: undefined } },
    { label: 'Claimed', value: { ...state, status: 'claimed' as const, cursor: undefined } },
    { label: 'Completed', value: { ...state, status: 'completed' as const, cursor: undefined } },
  ];
  const choices = projects.map((one) => ({
    label: shortened(`${one.key}  ${one.name}`, mostOfName),
    value: { projectId: one.id },
  }));
  const about = project ? { projectId: project.id } : {};
  const empty = project
    ? `Nothing is ${state.status} in ${project.key}.`
    : 'Join a project with `/project`, or make one: its tasks show up here.';
  return view(state, [
    ...said(notice),
    ...(invitations.items.length > 0 ? [header('Invitations'), ...invitationBlocks(invitations.items)] : []),
    ...(invitations.next ? [more('/group invites')] : []),
    header('Claimed by me'),
    ...claimed.items.flatMap(claimedBlocks),
    ...(claimed.items.length === 0 ? [paragraph('You have claimed nothing.')] : []),
    ...(claimed.next ? [more('/task mine')] : []),
    header(project ? `${project.key}  ${project.name}` : 'Projects'),
    ...actions(
      choices.length > 0 ? chooseProject(choices, project && { projectId: project.id }) : undefined,
      project ? chooseStatus(statuses, { ...state, cursor: undefined }) : undefined,
    ),
    ...tasks.items.flatMap(taskBlocks),
    ...(tasks.items.length === 0 ? [hint(empty)] : []),
    ...actions(
      tasks.previous ? previous({ ...state, cursor: tasks.previous }) : undefined,
      tasks.next ? next({ ...state, cursor: tasks.next }) : undefined,
    ),
    divider,
    ...actions(buttons.newTask(about, { style: 'primary' }), buttons.newProject({}), buttons.newGroup({})),
  ]);
}
