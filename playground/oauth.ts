import { randomBytes } from 'node:crypto';
import type { Delivery } from './delivery.ts';
import { installationEvent } from './events.ts';
import { type Organisation, simulatedOrganisations } from './organisations.ts';
import type { State } from './state.ts';
import { type Arguments, no, type Result } from './web-api/result.ts';
import type { Workspace } from './workspaces.ts';

export interface OAuthClient {
  clientId: string;
  clientSecret: string;
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
export function simulatedOAuth(state: State, client: OAuthClient, list: Organisation[] = []) {
  const organisations = simulatedOrganisations(state, list);
  const codes = new Map<string, Code>();
  /** Who each token is of, living or not. */
  const tokens = new Map<string, { of: string; alive: boolean }>();

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
    if (query.get('decision') !== 'allow' || !(workspace(of) || organisations.byId(of))) return 'asks';
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
    const whole = organisations.byId(code.of);
    const belongsTo = whole ?? organisations.ofTeam(code.of);
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
    const whole = organisations.byId(known.of);
    return whole ? organisations.workspaceOf(whole, given) : workspace(known.of);
  }

  /** Ends what is installed there; what Slack tells of it comes in either order. */
  function uninstall(id: string, at: number = state.clock()): { revoked: Delivery; uninstalled: Delivery } {
    for (const token of tokens.values()) if (token.of === id) token.alive = false;
    const from = organisations.byId(id) ? { team_id: null, enterprise_id: id } : { team_id: id };
    return {
      revoked: installationEvent(state, from, { type: 'tokens_revoked', tokens: { bot: [`UBOT${id}`] } }, at),
      uninstalled: installationEvent(state, from, { type: 'app_uninstalled' }, at),
    };
  }

  /** auth.teams.list: the workspaces that a token serves, so many at a time. */
  function teams(token: string, given: Arguments): Result {
    const known = tokens.get(token);
    if (!known?.alive) return no(known ? 'account_inactive' : 'invalid_auth');
    const limit = Number(given['limit'] ?? 100);
    if (!(limit >= 1 && limit <= 1000)) return no('invalid_limit');
    const from = Number(given['cursor'] ?? 0);
    if (!Number.isInteger(from)) return no('invalid_cursor');
    const whole = organisations.byId(known.of);
    const all = whole ? organisations.served(whole) : [known.of];
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

  return {
    ...client,
    /** Where the app can be installed. */
    places: [
      ...state.workspaces.map(({ teamId, name }) => ({ id: teamId, name })),
      ...list.map(({ enterpriseId, name }) => ({ id: enterpriseId, name: `all of ${name}` })),
    ],
    authorize,
    call,
    teams,
    workspaceOf,
    uninstall,
    changeAccess: organisations.changeAccess,
    addressed: (delivery: Delivery) => organisations.addressed(delivery, isInstalled),
    /** All that were given out, living or not. */
    tokens: () => [...tokens.keys()],
  };
}

export type SimulatedOAuth = ReturnType<typeof simulatedOAuth>;
