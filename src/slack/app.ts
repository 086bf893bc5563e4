import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import type { Actor, Visitor } from '../domain/actor.ts';
import type { Figures } from '../figures.ts';
import type { Services } from '../services/services.ts';
import { listenToAccounts } from './account/listeners.ts';
import { welcome } from './account/views.ts';
import { watchCalls } from './calls.ts';
import { type Clients, createClients, type Workspaces } from './clients.ts';
import { listenToGroups } from './group/listeners.ts';
import { listenToHelp } from './help/listeners.ts';
import { listenToHome } from './home/listeners.ts';
import { listen } from './listen.ts';
import { boltLogger, type Log } from './logger.ts';
import { listenToProjects } from './project/listeners.ts';
import { createRoutes, type Routes } from './routes.ts';
import { listenToTasks } from './task/listeners.ts';
import { watch } from './watch.ts';

/** S1: a larger request gets 413. */
const mostBodyBytes = 1024 * 1024;

/** Over Socket Mode nothing tells Slack to send no more, so the socket is closed when nothing is under way, or by then. */
const quietMilliseconds = 5000;

export interface SlackOptions {
  workspaces: Workspaces;
  /** For HTTP. */
  signingSecret?: string | undefined;
  /** For Socket Mode, which is used where it is given. */
  appToken?: string | undefined;
  apiUrl?: string | undefined;
  clock: () => Date;
  log: Log;
  figures: Figures;
}

/** All that the bot listens to; the manifest is held against it. */
export function allRoutes(services: Services, clients: Clients): Routes {
  const routes = createRoutes();
  listenToAccounts(routes, services, clients);
  listenToGroups(routes, services);
  listenToProjects(routes, services);
  listenToTasks(routes, services);
  listenToHome(routes, services);
  listenToHelp(routes);
  return routes;
}

/** The bot as Slack sees it. Over HTTP its `requestListener` is to be served; over Socket Mode `start` connects. */
export function createSlackApp(services: Services, options: SlackOptions) {
  const { workspaces, signingSecret, appToken, apiUrl, clock, log, figures } = options;
  const logger = boltLogger(log);
  const clients = createClients(workspaces, { apiUrl, logger, watch: watchCalls(log, figures) });
  const routes = allRoutes(services, clients);
  const clientOptions = { logger, ...(apiUrl ? { slackApiUrl: apiUrl } : {}) };
  const http = appToken
    ? undefined
    : new HTTPReceiver({ signingSecret: signingSecret ?? '', logger, bodyLimit: mostBodyBytes });
  const socket = appToken
    ? new SocketModeReceiver({ appToken, logger, installerOptions: { clientOptions } })
    : undefined;
  const app = new App({
    receiver: (http ?? socket) as HTTPReceiver,
    clientOptions,
    logger,
    convoStore: false,
    ignoreSelf: false,
    // A new object each time: Bolt writes into what it is given.
    authorize: async ({ teamId }) => ({
      botToken: await workspaces.tokenOf(teamId ?? ''),
      botId: 'bot',
      botUserId: 'bot',
    }),
  });
  const watching = watch(app, { routes, log, figures });
  const listening = listen(app, {
    routes,
    clients,
    clock,
    log,
    actorOf: (visitor: Visitor): Promise<Actor | undefined> => services.accounts.actorOf(visitor),
    seen: services.seen,
    welcome,
  });

  return {
    clients,
    requestListener: http?.requestListener,
    async start() {
      await socket?.start();
    },
    /** Takes no more over Socket Mode; over HTTP the server is stopped instead. */
    async disconnect() {
      if (!socket) return;
      await watching.quiet(AbortSignal.timeout(quietMilliseconds));
      await socket.client.disconnect();
    },
    /** Waits for what is under way. */
    async finish() {
      await watching.quiet();
      await listening.drain();
    },
  };
}

export type SlackApp = ReturnType<typeof createSlackApp>;
