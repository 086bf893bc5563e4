import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Inspector } from '../inspector.ts';
import { respond } from '../response-urls.ts';
import type { State } from '../state.ts';
import { type Weather, weathered } from '../weather.ts';
import { createUploads } from './files.ts';
import { webApi } from './methods.ts';
import { argumentsOf, bodyOf, tokenOf } from './requests.ts';
import type { Arguments, Result } from './result.ts';

interface Options {
  state: State;
  weather: Weather;
  inspector: Inspector;
  /** What the app's tokens may do. */
  scopes: string[];
  /** Opens sockets. */
  appToken: string;
  /** Where all of this is reached. */
  base: () => string;
  /** Is told of each call. */
  keep(method: string, given: Arguments, result: unknown): void;
}

/** Answers what the bot asks of Slack: methods of the Web API, and response URLs. */
export function createAnswering({ state, weather, inspector, scopes, appToken, base, keep }: Options) {
  const uploads = createUploads(state, base);
  const methods = webApi(state, uploads);

  function call(method: string, given: Arguments, token: string): Result {
    if (method === 'apps.connections.open')
      return token === appToken
        ? { ok: true, url: `${base().replace('http', 'ws')}/socket` }
        : { ok: false, error: 'invalid_auth' };
    const workspace = state.workspaceOfToken(token);
    if (!workspace) return { ok: false, error: 'invalid_auth' };
    const result = methods[method]?.(workspace, given) ?? { ok: false, error: 'unknown_method' };
    keep(method, given, result);
    return result;
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
    if (!responseId) return reply(200, call(method, given, tokenOf(request, given)));
    const { status, text } = respond(state, responseId, given);
    keep(method, given, { ok: status === 200, status, text });
    return reply(status, text);
  };
}
