import { accountRows } from './account-rows.ts';
import type { World } from './data.ts';
import { groupRows } from './group-rows.ts';
import { homeRows } from './home-rows.ts';
import { projectRows } from './project-rows.ts';
import { nameOf, type Row } from './row.ts';
import { stage } from './stage.ts';
import { taskRows } from './task-rows.ts';

/** What ends a right is answered a second later (docs/decisions/kept.md): one after another, these would take twenty minutes. */
const answeredLater = new Set([
  '/account sign-out',
  'form account.edit',
  'form account.delete, in the largest project',
  'event user_change, deactivated',
  'button group.take-over, what a member manages',
  'form group.remove, a group of two',
  'form project.change',
  '/project transfer',
  'form project.remove, a project of two',
]);

/** No more at once than passwords are hashed for (src/services/hashing.ts). */
const answeredTogether = 6;

/** All rows of a world; those that delete come last. */
export function rowsOf(world: World, slackUrl: string): Row[] {
  const on = stage(world, slackUrl);
  const all = [taskRows, homeRows, accountRows, groupRows, projectRows].flatMap((rows) => rows(on));
  return all.map((row) => (answeredLater.has(nameOf(row)) ? { ...row, atOnce: answeredTogether } : row));
}
