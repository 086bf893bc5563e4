import { personName } from '../domain/actor.ts';
import type { TaskSheet } from '../services/task-sheets.ts';
import { row } from './blocks.ts';
import type { KnownBlock } from './types.ts';

function when({ task }: TaskSheet) {
  if (task.completedAt) return { what: 'Completed', at: task.completedAt };
  return task.claimedAt ? { what: 'Claimed', at: task.claimedAt } : { what: 'Created', at: task.createdAt };
}

/** A task in a list: what it is, who has it or completed it, and since when. */
export function taskRow(sheet: TaskSheet, button?: unknown): KnownBlock {
  const { task, reference, people } = sheet;
  const holder = task.status === 'open' ? undefined : (task.completerId ?? task.claimantId);
  const who = holder && `${task.status === 'claimed' ? 'Claimed' : 'Completed'} by ${personName(people.get(holder))}`;
  return row([`${reference}  ${task.title}`, who].filter(Boolean).join('\n'), { when: when(sheet), button });
}
