import type { Sending } from '../support/load.ts';
import { accountRows } from './account-rows.ts';
import type { World } from './data.ts';
import { groupRows } from './group-rows.ts';
import { homeRows } from './home-rows.ts';
import { projectRows } from './project-rows.ts';
import { stage } from './stage.ts';
import { taskRows } from './task-rows.ts';

/** What is sent again and again in each size. */
export interface Row {
  /** As the table of routes names it: "/task claim", "button task.claim", "form task.add", "shortcut task.new". */
  route: string;
  /** What of it, where there are several. */
  about: string;
  make(count: number): Promise<Sending[]>;
}

/** All rows of a world; those that delete come last. */
export function rowsOf(world: World, slackUrl: string): Row[] {
  const on = stage(world, slackUrl);
  return [taskRows, homeRows, accountRows, groupRows, projectRows].flatMap((rows) => rows(on));
}

export const nameOf = ({ route, about }: Row) => (about ? `${route}, ${about}` : route);
