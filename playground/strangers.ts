import type { State } from './state.ts';
import type { Profile, Workspace } from './workspaces.ts';

/** Somebody whom a workspace sees, and whose user they are: its own, or of one that it shares a channel with. */
export function seenFrom(state: State, workspace: Workspace, userId: string): [Profile, Workspace] | undefined {
  const near = state.workspaces.filter(({ teamId }) => workspace.sharesChannelsWith?.includes(teamId));
  for (const home of [workspace, ...near]) {
    const profile = home.people.get(userId);
    if (profile) return [profile, home];
  }
  return undefined;
}
