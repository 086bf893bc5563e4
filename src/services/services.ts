import type { Stores } from '../db/stores.ts';
import { access } from './access.ts';
import { accountService } from './accounts.ts';
import { departure } from './departure.ts';
import { exportService } from './exports.ts';
import { groupService } from './groups.ts';
import { hashing } from './hashing.ts';
import { invitationService } from './invitations.ts';
import { letters } from './letters.ts';
import { passwordLinkService } from './password-links.ts';
import { passwords } from './passwords.ts';
import { projectService } from './projects.ts';
import { successionService } from './succession.ts';
import { taskService } from './tasks.ts';
import { workspaceService } from './workspaces.ts';

interface Options {
  bcryptCost: number;
  /** Where people's browsers reach the bot; undefined: passwords are typed in Slack. */
  publicUrl?: string | undefined;
}

/** All that can be done with Dibs, on the given stores. */
export function createServices(stores: Stores, { bcryptCost, publicUrl }: Options) {
  const allow = access(stores);
  const mail = letters(stores);
  const leaving = departure(stores);
  const hash = hashing(bcryptCost);
  const accounts = accountService(stores, passwords(stores, hash), hash, leaving);
  return {
    accounts,
    passwordLinks: publicUrl ? passwordLinkService(stores, accounts, mail, publicUrl) : undefined,
    exports: exportService(stores, allow),
    groups: groupService(stores, allow, mail, leaving),
    invitations: invitationService(stores, allow, mail),
    projects: projectService(stores, allow, mail, leaving),
    tasks: taskService(stores, allow, mail),
    succession: successionService(stores, allow, mail, leaving),
    workspaces: workspaceService(stores),
    seen: stores.deliveries.seen,
    /** What is still hashed is given up. */
    stop: hash.stop,
  };
}

export type Services = ReturnType<typeof createServices>;
