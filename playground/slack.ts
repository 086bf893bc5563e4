import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answered, type Delivery, send } from './delivery.ts';
import { fileMethods } from './files.ts';
import { createPerson, type Person } from './person.ts';
import { respond } from './response-urls.ts';
import { socketMode } from './sockets.ts';
import { createState } from './state.ts';
import { type Arguments, webApi } from './web-api.ts';
import { addPerson, demoWorkspaces, type Workspace } from './workspaces.ts';

/** One call of the bot to the Web API or to a response URL. */
export interface Call {
  method: string;
  given: Arguments;
  result: unknown;
  at: number;
}

interface Options {
  port?: number;
  workspaces?: Workspace[];
  clock?: () => number;
  /** Keeps each call, for tests that look at them. */
  keepCalls?: boolean;
}

/** Starts a Slack of our own on loopback, which knows the bot only by the requests that go between them. */
export async function startSlack({
  port = 0,
  workspaces = demoWorkspaces(),
  clock = Date.now,
  keepCalls = true,
}: Options = {}) {
  const state = createState(workspaces, clock);
  const files = fileMethods(state, () => base);
  const methods = { ...webApi(state), ...files.methods };
  const calls: Call[] = [];
  const signingSecret = 'a-simulated-signing-secret';
  const appToken = 'xapp-1-A0DIBS-simulated';
  let urls: string[] = [];
  let bySocket = false;
  let turn = 0;
  let refusal: string | undefined;
  let granted: string[] | undefined;

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  const sockets = socketMode(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const body = await bodyOf(request);
    const path = request.url ?? '/';
    const reply = (status: number, value: unknown) =>
      response
        .writeHead(status, {
          'content-type': 'application/json',
          ...(granted ? { 'x-oauth-scopes': granted.join(',') } : {}),
        })
        .end(JSON.stringify(value));
    if (path.startsWith('/respond/')) {
      const given = JSON.parse(body) as Arguments;
      const result = respond(state, path.slice('/respond/'.length), given);
      keep('response_url', given, result);
      response.writeHead(result.status).end(result.text);
      return;
    }
    if (files.isUpload(path)) return void response.writeHead(files.take(path, body)).end();
    const method = path.replace(/^\/api\//, '');
    const given = argumentsOf(request, body);
    const token = String(request.headers.authorization ?? `Bearer ${String(given['token'])}`).replace('Bearer ', '');
    if (method === 'apps.connections.open') {
      const ok = token === appToken;
      return void reply(200, ok ? { ok, url: `${base.replace('http', 'ws')}/socket` } : { ok, error: 'invalid_auth' });
    }
    const workspace = state.workspaceOfToken(token);
    const known = methods[method];
    if (!workspace || !known)
      return void reply(200, { ok: false, error: workspace ? 'unknown_method' : 'invalid_auth' });
    const result = refusal === undefined ? known(workspace, given) : { ok: false, error: refusal };
    keep(method, given, result);
    reply(200, result);
  }

  function keep(method: string, given: Arguments, result: unknown) {
    if (keepCalls) calls.push({ method, given, result, at: clock() });
  }

  const slack = {
    apiUrl: `${base}/api/`,
    base,
    signingSecret,
    appToken,
    botToken: (workspaces[0] as Workspace).botToken,
    state,
    calls,
    /** The bot's addresses; of several each delivery takes the next. */
    deliverTo(...to: string[]) {
      urls = to;
    },
    deliverBySocket() {
      bySocket = true;
    },
    /** Every call is answered by this error from now on; undefined: as it should be again. */
    refuse(error: string | undefined) {
      refusal = error;
    },
    /** The scopes that answers tell the token has. */
    grant(scopes: string[]) {
      granted = scopes;
    },
    socketsConnected: () => sockets.connected(),
    deliver(delivery: Delivery, url?: string): Promise<Answered> {
      if (bySocket) return sockets.send(delivery);
      return send(url ?? (urls[turn++ % urls.length] as string), signingSecret, delivery, clock());
    },
    person(name: string, teamId = (workspaces[0] as Workspace).teamId): Person {
      const workspace = state.workspace(teamId);
      const profile = [...workspace.people.values()].find((one) => one.name === name);
      if (!profile) throw new Error(`nobody is called ${name}`);
      return createPerson(slack, workspace, profile);
    },
    addPerson(name: string, firstName: string, lastName: string, teamId = (workspaces[0] as Workspace).teamId): Person {
      const workspace = state.workspace(teamId);
      return createPerson(slack, workspace, addPerson(workspace, name, firstName, lastName));
    },
    async stop() {
      sockets.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return slack;
}

export type SimulatedSlack = Awaited<ReturnType<typeof startSlack>>;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Clients send JSON, or a form whose nested values are JSON. */
function argumentsOf(request: IncomingMessage, body: string): Arguments {
  if (request.headers['content-type']?.startsWith('application/json')) return JSON.parse(body || '{}') as Arguments;
  const form = Object.fromEntries(new URLSearchParams(body));
  const nested = ['blocks', 'view', 'files'];
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, nested.includes(name) ? JSON.parse(value) : value]),
  );
}
