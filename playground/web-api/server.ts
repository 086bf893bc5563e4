import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answered, Delivery } from '../delivery.ts';
import type { Inspector } from '../inspector.ts';
import type { SimulatedOAuth } from '../oauth.ts';
import { respond } from '../response-urls.ts';
import type { State } from '../state.ts';
import { type Weather, weathered } from '../weather.ts';
import { createUploads } from './files.ts';
import { webApi } from './methods.ts';
import { argumentsOf, bodyOf, tokenOf } from './requests.ts';
import { type Arguments, no, type Result } from './result.ts';

/** What the Web API answers to one call. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** Stands before the Web API: may act before and after a call is carried out, answer it otherwise, or never. */
export type OnCall = (
  call: { method: string; teamId: string; given: Arguments },
  carryOut: () => Reply,
) => Reply | Promise<Reply>;

interface Options {
  state: State;
  /** Where workspaces install the app, rather than have it from the start. */
  oauth: SimulatedOAuth | undefined;
  weather: Weather;
  inspector: Inspector;
  /** What the app's tokens may do. */
  scopes: string[];
  /** Opens sockets. */
  appToken: string;
  /** Where all of this is reached. */
  base: () => string;
  onCall: OnCall;
  /** Is told of each call. */
  keep(method: string, given: Arguments, result: unknown, token?: string): void;
  /** To the bot. */
  deliver(delivery: Delivery): Promise<Answered>;
}

/** Answers what the bot asks of Slack: methods of the Web API, and response URLs. */
export function createAnswering(options: Options) {
  const { state, oauth, weather, inspector, scopes, appToken, base, onCall, keep, deliver } = options;
  const uploads = createUploads(state, base);
  const methods = webApi(state, uploads);

  async function call(method: string, given: Arguments, token: string): Promise<Reply> {
    const said = (body: Result) => ({ status: 200, body });
    if (method === 'apps.connections.open')
      return said(
        token === appToken ? { ok: true, url: `${base().replace('http', 'ws')}/socket` } : no('invalid_auth'),
      );
    const carriedOut = (result: Result) => {
      keep(method, given, result, token);
      return said(result);
    };
    if (oauth && method === 'auth.teams.list')
      return onCall({ method, teamId: '', given }, () => carriedOut(oauth.teams(token, given)));
    const ofOAuth = oauth?.call(method, token, given, (delivery) => void deliver(delivery));
    if (ofOAuth) return said(ofOAuth);
    const workspace = oauth ? oauth.workspaceOf(token, given) : state.workspaceOfToken(token);
    if (!workspace) return said(no('invalid_auth'));
    return onCall({ method, teamId: workspace.teamId, given }, () =>
      carriedOut(methods[method]?.(workspace, given) ?? no('unknown_method')),
    );
  }

  return async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const body = await bodyOf(request);
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (uploads.isUpload(path)) return void response.writeHead(uploads.take(path, body)).end();
    const [, responseId] = /^\/respond\/(\w+)$/.exec(path) ?? [];
    const method = responseId ? 'response_url' : path.replace(/^\/api\//, '');
    const given = argumentsOf(request, body);

    /** A response URL answers in text, the Web API in JSON. */
    const reply = (status: number, result: unknown, headers: Record<string, string> = {}) => {
      inspector.called(method, given ?? body, status, result, started);
      const type = responseId ? 'text/plain' : 'application/json';
      response.writeHead(status, { 'content-type': type, 'x-oauth-scopes': scopes.join(','), ...headers });
      response.end(responseId ? result : JSON.stringify(result));
    };

    const storm = await weathered(weather);
    if (storm) return reply(storm.status, responseId ? storm.error : { ok: false, error: storm.error }, storm.headers);
    if (!given) return responseId ? reply(400, 'invalid_payload') : reply(200, { ok: false, error: 'invalid_json' });
    if (!responseId) {
      const { status, body: said, headers } = await call(method, given, tokenOf(request, given));
      return reply(status, said, headers);
    }
    const { status, text } = respond(state, responseId, given);
    keep(method, given, { ok: status === 200, status, text });
    return reply(status, text);
  };
}
