import { randomBytes } from 'node:crypto';
import type { Delivery } from './delivery.ts';
import { installationEvent } from './events.ts';
import type { State } from './state.ts';
import { type Arguments, no, type Result } from './web-api/result.ts';
import type { Workspace } from './workspaces.ts';

export interface OAuthClient {
  clientId: string;
  clientSecret: string;
}

/** Several workspaces, for all of which the app can be installed at once. */
export interface Organisation {
  enterpriseId: string;
  name: string;
  teamIds: string[];
}

interface Code {
  /** The workspace or organisation that installs. */
  of: string;
  scope: string;
  redirectUri: string;
  at: number;
  used: boolean;
}

const codeMilliseconds = 10 * 60_000;

/** Slack's side of installing: what its page decides, the exchange of codes, the tokens given out, and their end. */
export function simulatedOAuth(state: State, client: OAuthClient, organisations: Organisation[] = []) {
  const codes = new Map<string, Code>();
  /** Workspaces that their organisation's installation doesn't serve. */
  const withoutAccess = new Set<string>();
  /** Who each token is of, living or not. */
  const tokens = new Map<string, { of: string; alive: boolean }>();

  const organisation = (id: string) => organisations.find((one) => one.enterpriseId === id);
  const organisationOf = (teamId: string) => organisations.find((one) => one.teamIds.includes(teamId));
  const hasAccess = (teamId: string) => !withoutAccess.has(teamId);
  const workspace = (teamId: string) => state.workspaces.find((one) => one.teamId === teamId);
  const isInstalled = (id: string) => [...tokens.values()].some((token) => token.alive && token.of === id);

  /** Where the answer of the page that asks leads; 'asks' where there is none yet, or what is wrong with the address. */
  function authorize(query: URLSearchParams): { location: string } | 'asks' | { wrong: string } {
    if (query.get('client_id') !== client.clientId) return { wrong: 'Invalid client_id parameter' };
    const redirectUri = query.get('redirect_uri') ?? '';
    if (!URL.canParse(redirectUri)) return { wrong: 'redirect_uri did not match any configured URIs' };
    const back = new URL(redirectUri);
    const returned = query.get('state');
    if (returned !== null) back.searchParams.set('state', returned);
    if (query.get('decision') === 'deny') {
      back.searchParams.set('error', 'access_denied');
      return { location: back.href };
    }
    const of = query.get('team') ?? '';
    if (query.get('decision') !== 'allow' || !(workspace(of) || organisation(of))) return 'asks';
    const code = randomBytes(16).toString('hex');
    codes.set(code, { of, scope: query.get('scope') ?? '', redirectUri, at: state.clock(), used: false });
    back.searchParams.set('code', code);
    return { location: back.href };
  }

  /** oauth.v2.access: a code becomes a token, once. */
  function access(given: Arguments): Result {
    if (given['client_id'] !== client.clientId) return no('invalid_client_id');
    if (given['client_secret'] !== client.clientSecret) return no('bad_client_secret');
    const code = codes.get(String(given['code']));
    if (!code || state.clock() - code.at > codeMilliseconds) return no('invalid_code');
    if (code.used) return no('code_already_used');
    if (given['redirect_uri'] !== code.redirectUri) return no('bad_redirect_uri');
    code.used = true;
    const token = `xoxb-${code.of}-${randomBytes(12).toString('hex')}`;
    for (const other of tokens.values()) if (other.of === code.of) other.alive = false;
    tokens.set(token, { of: code.of, alive: true });
    const whole = organisation(code.of);
    const belongsTo = whole ?? organisationOf(code.of);
    return {
      ok: true,
      access_token: token,
      token_type: 'bot',
      scope: code.scope,
      bot_user_id: `UBOT${code.of}`,
      app_id: 'A0DIBS',
      team: whole ? null : { id: code.of, name: workspace(code.of)?.name },
      enterprise: belongsTo ? { id: belongsTo.enterpriseId, name: belongsTo.name } : null,
      is_enterprise_install: whole !== undefined,
      authed_user: { id: [...(workspace(code.of)?.people.keys() ?? [])][0] ?? 'U0ADMIN' },
    };
  }

  /** The workspace that a call with this token acts in; of an organisation's the one that knows who is named. */
  function workspaceOf(token: string, given: Arguments): Workspace | undefined {
    const known = tokens.get(token);
    if (!known?.alive) return undefined;
    const whole = organisation(known.of);
    if (!whole) return workspace(known.of);
    const trigger = state.triggers.get(String(given['trigger_id']));
    if (trigger) return workspace(trigger.teamId);
    const shown = state.views().find(({ view }) => view.id === given['view_id']);
    if (shown) return workspace(shown.user.split(':')[0] ?? '');
    const all = whole.teamIds.filter(hasAccess).flatMap((teamId) => workspace(teamId) ?? []);
    const names = [given['user'], given['user_id'], given['users'], given['channel']].map(String);
    const people = (one: Workspace) => [...one.people.keys(), ...one.channels.keys()];
    // A direct message's channel has its person's id, but for the first letter.
    const isNamed = (id: string) => names.includes(id) || names.includes(`D${id.slice(1)}`);
    return all.find((one) => people(one).some(isNamed)) ?? all[0];
  }

  /** Ends what is installed there; what Slack tells of it comes in either order. */
  function uninstall(id: string, at: number = state.clock()): { revoked: Delivery; uninstalled: Delivery } {
    for (const token of tokens.values()) if (token.of === id) token.alive = false;
    const from = organisation(id) ? { team_id: null, enterprise_id: id } : { team_id: id };
    return {
      revoked: installationEvent(state, from, { type: 'tokens_revoked', tokens: { bot: [`UBOT${id}`] } }, at),
      uninstalled: installationEvent(state, from, { type: 'app_uninstalled' }, at),
    };
  }

  /** An organisation takes the app away from some of its workspaces, or gives it to them. */
  function changeAccess(change: 'granted' | 'revoked', teamIds: string[], at: number = state.clock()): Delivery {
    for (const teamId of teamIds)
      if (change === 'revoked') withoutAccess.add(teamId);
      else withoutAccess.delete(teamId);
    const enterprise_id = organisationOf(teamIds[0] ?? '')?.enterpriseId;
    const authorizations = [{ enterprise_id, team_id: null, is_bot: true, is_enterprise_install: true }];
    const of = { team_id: null, enterprise_id, authorizations };
    return installationEvent(state, of, { type: `team_access_${change}`, team_ids: teamIds }, at);
  }

  /** auth.teams.list: the workspaces that a token serves, so many at a time. */
  function teams(token: string, given: Arguments): Result {
    const known = tokens.get(token);
    if (!known?.alive) return no(known ? 'account_inactive' : 'invalid_auth');
    const limit = Number(given['limit'] ?? 100);
    if (!(limit >= 1 && limit <= 1000)) return no('invalid_limit');
    const from = Number(given['cursor'] ?? 0);
    if (!Number.isInteger(from)) return no('invalid_cursor');
    const all = organisation(known.of)?.teamIds.filter(hasAccess) ?? [known.of];
    const next = from + limit < all.length ? String(from + limit) : '';
    const page = all.slice(from, from + limit).map((id) => ({ id, name: workspace(id)?.name }));
    return { ok: true, teams: page, response_metadata: { next_cursor: next } };
  }

  /**
   * Calls that are about tokens themselves: a code becomes one; auth.revoke and apps.uninstall end one, and the app is
   * told; and no call is taken with one that has ended. Undefined for any other.
   */
  function call(
    method: string,
    token: string,
    given: Arguments,
    tell: (delivery: Delivery) => void,
  ): Result | undefined {
    if (method === 'oauth.v2.access') return access(given);
    const known = tokens.get(token);
    if (known && !known.alive) return no('account_inactive');
    if (!known || (method !== 'auth.revoke' && method !== 'apps.uninstall')) return undefined;
    const isClient = given['client_id'] === client.clientId && given['client_secret'] === client.clientSecret;
    if (method === 'apps.uninstall' && !isClient) return no('invalid_client_id');
    const { revoked, uninstalled } = uninstall(known.of);
    tell(revoked);
    tell(uninstalled);
    return { ok: true, ...(method === 'auth.revoke' ? { revoked: true } : {}) };
  }

  /** What a delivery says of the installation that it is for. */
  function addressed(delivery: Delivery): Delivery {
    const { kind, payload } = delivery;
    const asked = payload as { team_id?: string; team?: { id: string } | null; event?: { type: string } };
    const teamId = asked.team_id ?? asked.team?.id ?? '';
    const whole = isInstalled(teamId) || !hasAccess(teamId) ? undefined : organisationOf(teamId);
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

  return {
    ...client,
    /** Where the app can be installed. */
    places: [
      ...state.workspaces.map(({ teamId, name }) => ({ id: teamId, name })),
      ...organisations.map(({ enterpriseId, name }) => ({ id: enterpriseId, name: `all of ${name}` })),
    ],
    authorize,
    call,
    teams,
    workspaceOf,
    uninstall,
    changeAccess,
    addressed,
    /** All that were given out, living or not. */
    tokens: () => [...tokens.keys()],
  };
}

export type SimulatedOAuth = ReturnType<typeof simulatedOAuth>;
