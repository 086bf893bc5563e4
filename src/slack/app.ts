import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import type { Actor, SlackUser, Visitor } from '../domain/actor.ts';
import type { Services } from '../services/services.ts';
import { listenToAccounts } from './account/listeners.ts';
import { welcome } from './account/views.ts';
import { type Clients, createClients, type Workspaces } from './clients.ts';
import { listenToGroups } from './group/listeners.ts';
import { listenToHelp } from './help/listeners.ts';
import { listenToHome } from './home/listeners.ts';
import { listen } from './listen.ts';
import { boltLogger, type Log } from './logger.ts';
import { listenToProjects } from './project/listeners.ts';
import { createRoutes, type Routes } from './routes.ts';
import { listenToTasks } from './task/listeners.ts';
import { doneTeller } from './tell-done.ts';

/** S1: a larger request gets 413. */
const mostBodyBytes = 1024 * 1024;

export interface SlackOptions {
  workspaces: Workspaces;
  /** For HTTP. */
  signingSecret?: string | undefined;
  /** For Socket Mode, which is used where it is given. */
  appToken?: string | undefined;
  apiUrl?: string | undefined;
  clock: () => Date;
  log: Log;
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
  const { workspaces, signingSecret, appToken, apiUrl, clock, log } = options;
  const logger = boltLogger(log);
  const clients = createClients(workspaces, { apiUrl, logger });
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
  const listening = listen(app, {
    routes,
    clients,
    clock,
    log,
    actorOf: (visitor: Visitor): Promise<Actor | undefined> => services.accounts.actorOf(visitor),
    seen: services.seen,
    welcome,
  });

  async function showHome(user: SlackUser, state: unknown, notice: string) {
    const visitor = { ...user, now: clock(), delivery: { key: '', deadline: 0 } };
    return routes.showHome()((await services.accounts.actorOf(visitor)) ?? visitor, state, notice);
  }

  return {
    clients,
    tellDone: doneTeller(clients, showHome),
    requestListener: http?.requestListener,
    async start() {
      await socket?.start();
    },
    /** Takes no more from Slack, and finishes what is under way. */
    async stop() {
      await socket?.stop();
      await listening.drain();
    },
  };
}

export type SlackApp = ReturnType<typeof createSlackApp>;
