import type { Page } from '../../domain/page.ts';
import { can } from '../../domain/task.ts';
import type { ListSection } from '../../services/task-lists.ts';
import type { TaskSheet } from '../../services/task-sheets.ts';
import { actions, header, paragraph } from '../blocks.ts';
import { history, newTask, nextTasks, previousTasks, type TaskList } from '../buttons.ts';
import type { Reply } from '../outcome.ts';
import { look } from '../replies.ts';
import { taskRow } from '../task-row.ts';
import type { KnownBlock } from '../types.ts';
import { buttonFor } from './views.ts';

const titles: Record<ListSection['of'], (status: string) => string> = {
  mine: () => 'Claimed by me',
  completed: () => 'Completed by me',
  project: (status) => `${status} tasks`,
  everything: (status) => `${status} in my projects`,
  managed: (status) => `${status} in projects I manage`,
  created: () => "Created by me in others' projects",
};

function titleOf({ of, status }: ListSection): string {
  return titles[of](`${status.slice(0, 1).toUpperCase()}${status.slice(1)}`);
}

/** One task in a list, and what the list offers, or else what the reader can do at once. */
function taskBlocks(sheet: TaskSheet, list: TaskList): KnownBlock[] {
  const { task, asker } = sheet;
  const { offer } = list;
  if (offer && offer !== 'show' && can(offer, task, asker)) return [taskRow(sheet, buttonFor(offer, sheet, list))];
  if (offer !== 'show' && can('complete', task, asker))
    return [taskRow(sheet), ...actions(buttonFor('complete', sheet, list), buttonFor('drop', sheet, list))];
  const claimable = offer !== 'show' && can('claim', task, asker);
  return [taskRow(sheet, claimable ? buttonFor('claim', sheet, list) : history({ task: task.id }))];
}

/** The whole list with one section's other page. */
function turned(list: TaskList, index: number, cursor: string): TaskList {
  return { ...list, sections: list.sections.map((section, at) => (at === index ? { ...section, cursor } : section)) };
}

export function listed(list: TaskList, pages: Page<TaskSheet>[], notice?: string): Reply {
  const sections = list.sections.flatMap((section, index) => {
    const { items, previous, next }: Page<TaskSheet> = pages[index] ?? { items: [] };
    return [
      header(titleOf(section)),
      ...items.flatMap((sheet) => taskBlocks(sheet, list)),
      ...(items.length === 0 ? [paragraph('Nothing here.')] : []),
      ...actions(
        previous ? previousTasks(turned(list, index, previous)) : undefined,
        next ? nextTasks(turned(list, index, next)) : undefined,
      ),
    ];
  });
  const said = notice ? [paragraph(notice)] : [];
  const title = list.sections.map(titleOf).join(', ');
  const [{ projectId } = {}] = list.sections;
  return look('Tasks', notice ?? title, [...said, ...sections, ...actions(newTask({ projectId }))]);
}
