import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { acknowledgementProblems, carried } from './acknowledgements.ts';
import { type Answered, type Delivery, send } from './delivery.ts';
import { createInspector } from './inspector.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { slackbotId } from './messages.ts';
import { type OAuthClient, simulatedOAuth } from './oauth.ts';
import { sendAuthorization } from './oauth-page.ts';
import type { Organisation } from './organisations.ts';
import { eventDelivery } from './payloads.ts';
import { createPerson, type Person } from './person.ts';
import { createRetries } from './retries.ts';
import { socketMode } from './sockets.ts';
import { createState } from './state.ts';
import { fairWeather } from './weather.ts';
import type { Arguments } from './web-api/result.ts';
import { createAnswering, type OnCall } from './web-api/server.ts';
import { addPerson, demoWorkspaces, type Workspace } from './workspaces.ts';

/** One call of the bot to the Web API or to a response URL, or what one of its acknowledgements carried. */
export interface Call {
  method: string;
  /** Whose it was; '' for a response URL or an acknowledgement. */
  token: string;
  given: Arguments;
  result: unknown;
  at: number;
}

interface Options {
  port?: number;
  workspaces?: Workspace[];
  /** What Slack knows of the app; the repository's manifest.yml where none is given. */
  manifest?: Manifest;
  /** What the time is in Slack; requests are signed with the true time. */
  clock?: () => number;
  /** Keeps each call, for tests that look at them. */
  keepCalls?: boolean;
  /** When an event that wasn't acknowledged is sent again. */
  retryMilliseconds?: number[];
  /** Given: the workspaces begin without the app, and install it by OAuth. */
  oauth?: (OAuthClient & { organisations?: Organisation[] }) | undefined;
}

/** Starts a Slack of our own on loopback, which knows the bot only by the requests that go between them. */
export async function startSlack({
  port = 0,
  workspaces = demoWorkspaces(),
  manifest = readManifest(),
  clock = Date.now,
  keepCalls = true,
  retryMilliseconds,
  oauth: client,
}: Options = {}) {
  const state = createState(workspaces, clock);
  const oauth = client && simulatedOAuth(state, client, client.organisations);
  const weather = fairWeather();
  const calls: Call[] = [];
  const signingSecret = 'a-simulated-signing-secret';
  const appToken = 'xapp-1-A0DIBS-simulated';
  const [home] = workspaces as [Workspace];
  let urls: string[] = [];
  let bySocket = false;
  let turn = 0;

  const server = createServer((request, response) => {
    if (oauth && request.url?.startsWith('/oauth/v2/authorize')) return sendAuthorization(oauth, request, response);
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  // The bot's client gives idle connections up after 4 s (undici), and must be the first to.
  server.keepAliveTimeout = 60_000;
  const sockets = socketMode(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const inspector = createInspector((delivery) => deliver(delivery));
  const answer = createAnswering({
    ...{ state, oauth, weather, inspector, appToken, keep, deliver },
    scopes: manifest.scopes,
    base: () => base,
    onCall: (call, carryOut) => slack.onCall(call, carryOut),
  });
  const retries = createRetries((delivery) => deliver(delivery), retryMilliseconds);

  function keep(method: string, given: Arguments, result: unknown, token = '') {
    if (keepCalls) calls.push({ method, token, given, result, at: clock() });
  }

  /** Delivers; what the acknowledgement carries and Slack would not show counts as no answer. */
  async function deliver(what: Delivery, url?: string): Promise<Answered> {
    const delivery = oauth?.addressed(what) ?? what;
    const started = performance.now();
    const to = url ?? urls[turn++ % urls.length] ?? '';
    const answered = bySocket ? await sockets.send(delivery) : await send(to, signingSecret, delivery);
    inspector.delivered(delivery, answered, started);
    const given = answered.status === 200 ? carried(answered.body) : undefined;
    if (!given) return answered;
    const problems = acknowledgementProblems(delivery, given);
    const taken = problems.length === 0;
    keep('acknowledgement', given, taken ? { ok: true } : { ok: false, error: 'invalid_blocks', problems });
    return taken ? answered : { status: 0, body: `invalid_blocks: ${problems.join('; ')}` };
  }

  const slack = {
    apiUrl: `${base}/api/`,
    base,
    signingSecret,
    appToken,
    botToken: home.botToken,
    /** By team id. */
    botTokens: Object.fromEntries(workspaces.map(({ teamId, botToken }) => [teamId, botToken])),
    manifest,
    state,
    oauth,
    calls,
    inspector,
    weather,
    /** Tests put what they like in its place. */
    onCall: ((_call, carryOut) => carryOut()) as OnCall,
    /** The bot's addresses; of several each delivery takes the next. */
    deliverTo(...to: string[]) {
      urls = to;
    },
    deliverBySocket() {
      bySocket = true;
    },
    socketsConnected: () => sockets.connected(),
    deliver,
    tell(workspace: Workspace, event: Record<string, unknown>) {
      const delivery = eventDelivery(state, workspace, event);
      return { delivery, answered: retries.deliver(delivery) };
    },
    person(name: string, teamId = home.teamId): Person {
      const workspace = state.workspace(teamId);
      const profile = [...workspace.people.values()].find((one) => one.name === name);
      if (!profile) throw new Error(`nobody is called ${name}`);
      return createPerson(slack, workspace, profile);
    },
    addPerson(name: string, firstName: string, lastName: string, teamId = home.teamId): Person {
      const workspace = state.workspace(teamId);
      return createPerson(slack, workspace, addPerson(workspace, name, firstName, lastName));
    },
    /** What an author of messages is called. */
    nameOf(teamId: string, authorId: string): { name: string; isBot: boolean } {
      if (authorId === slackbotId) return { name: 'Slackbot', isBot: true };
      const profile = state.workspace(teamId).people.get(authorId);
      if (!profile) return { name: manifest.appName, isBot: true };
      return { name: `${profile.firstName} ${profile.lastName}`, isBot: false };
    },
    async stop() {
      retries.stop();
      sockets.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return slack;
}

export type SimulatedSlack = Awaited<ReturnType<typeof startSlack>>;
