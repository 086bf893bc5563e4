import { accountRows } from './account-rows.ts';
import type { World } from './data.ts';
import { groupRows } from './group-rows.ts';
import { homeRows } from './home-rows.ts';
import { projectRows } from './project-rows.ts';
import type { Row } from './row.ts';
import { stage } from './stage.ts';
import { taskRows } from './task-rows.ts';

/** All rows of a world; those that delete come last. */
export function rowsOf(world: World, slackUrl: string): Row[] {
  const on = stage(world, slackUrl);
  return [taskRows, homeRows, accountRows, groupRows, projectRows].flatMap((rows) => rows(on));
}
