import type { Stores } from '../db/connect.ts';
import { access } from './access.ts';
import { accountService } from './accounts.ts';
import { departure } from './departure.ts';
import { exportService } from './exports.ts';
import { groupService } from './groups.ts';
import { hashing } from './hashing.ts';
import { invitationService } from './invitations.ts';
import { letters } from './letters.ts';
import { passwords } from './passwords.ts';
import { projectService } from './projects.ts';
import { successionService } from './succession.ts';
import { taskService } from './tasks.ts';
import { workspaceService } from './workspaces.ts';

/** All that can be done with Dibs, on the given stores. */
export function createServices(stores: Stores, options: { bcryptCost: number }) {
  const allow = access(stores);
  const mail = letters(stores);
  const leaving = departure(stores);
  const hash = hashing(options.bcryptCost);
  return {
    accounts: accountService(stores, passwords(stores, hash), hash),
    exports: exportService(stores, allow),
    groups: groupService(stores, allow, mail, leaving),
    invitations: invitationService(stores, allow, mail),
    projects: projectService(stores, allow, mail, leaving),
    tasks: taskService(stores, allow, mail),
    succession: successionService(stores, allow, mail, leaving),
    workspaces: workspaceService(stores),
    seen: stores.deliveries.seen,
  };
}

export type Services = ReturnType<typeof createServices>;
