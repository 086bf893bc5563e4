import type { Delivery } from './delivery.ts';
import { installationEvent } from './events.ts';
import type { State } from './state.ts';
import type { Arguments } from './web-api/result.ts';
import type { Workspace } from './workspaces.ts';

/** Several workspaces, for all of which the app can be installed at once. */
export interface Organisation {
  enterpriseId: string;
  name: string;
  teamIds: string[];
}

/** Which of their workspaces an organisation's installation serves, and how what Slack sends from there names it. */
export function simulatedOrganisations(state: State, list: Organisation[]) {
  /** Workspaces that their organisation's installation doesn't serve. */
  const withoutAccess = new Set<string>();
  const hasAccess = (teamId: string) => !withoutAccess.has(teamId);

  const byId = (enterpriseId: string) => list.find((one) => one.enterpriseId === enterpriseId);
  const ofTeam = (teamId: string) => list.find((one) => one.teamIds.includes(teamId));
  const served = ({ teamIds }: Organisation) => teamIds.filter(hasAccess);

  /** The workspace that a call acts in, made for the whole organisation: the one that knows who is named. */
  function workspaceOf(organisation: Organisation, given: Arguments): Workspace | undefined {
    const trigger = state.triggers.get(String(given['trigger_id']));
    if (trigger) return state.workspace(trigger.teamId);
    const shown = state.views().find(({ view }) => view.id === given['view_id']);
    if (shown) return state.workspace(shown.user.split(':')[0] ?? '');
    const candidates = served(organisation).flatMap((teamId) => state.workspace(teamId) ?? []);
    const names = [given['user'], given['user_id'], given['users'], given['channel']].map(String);
    const people = (one: Workspace) => [...one.people.keys(), ...one.channels.keys()];
    // A direct message's channel has its person's id, but for the first letter.
    const isNamed = (id: string) => names.includes(id) || names.includes(`D${id.slice(1)}`);
    return candidates.find((one) => people(one).some(isNamed)) ?? candidates[0];
  }

  /** An organisation takes the app away from some of its workspaces, or gives it to them. */
  function changeAccess(change: 'granted' | 'revoked', teamIds: string[], at: number = state.clock()): Delivery {
    for (const teamId of teamIds)
      if (change === 'revoked') withoutAccess.add(teamId);
      else withoutAccess.delete(teamId);
    const enterprise_id = ofTeam(teamIds[0] ?? '')?.enterpriseId;
    const authorizations = [{ enterprise_id, team_id: null, is_bot: true, is_enterprise_install: true }];
    const from = { team_id: null, enterprise_id, authorizations };
    return installationEvent(state, from, { type: `team_access_${change}`, team_ids: teamIds }, at);
  }

  /** The delivery, naming the organisation whose installation serves the workspace; a workspace's own goes before it. */
  function addressed(delivery: Delivery, isInstalled: (teamId: string) => boolean): Delivery {
    const { kind, payload } = delivery;
    const asked = payload as { team_id?: string; team?: { id: string } | null; event?: { type: string } };
    const teamId = asked.team_id ?? asked.team?.id ?? '';
    const whole = isInstalled(teamId) || !hasAccess(teamId) ? undefined : ofTeam(teamId);
    // What tells of an installation's end is addressed to that one.
    if (!whole || ['app_uninstalled', 'tokens_revoked'].includes(asked.event?.type ?? '')) return delivery;
    const { enterpriseId, name } = whole;
    if (kind === 'slash_commands')
      return { ...delivery, payload: { ...payload, enterprise_id: enterpriseId, is_enterprise_install: 'true' } };
    if (kind === 'interactive')
      return {
        ...delivery,
        payload: { ...payload, enterprise: { id: enterpriseId, name }, is_enterprise_install: true },
      };
    const to = { enterprise_id: enterpriseId, team_id: teamId, is_bot: true, is_enterprise_install: true };
    return { ...delivery, payload: { ...payload, enterprise_id: enterpriseId, authorizations: [to] } };
  }

  return { byId, ofTeam, served, workspaceOf, changeAccess, addressed };
}
