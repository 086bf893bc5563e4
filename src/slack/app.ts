import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import type { Actor, Visitor } from '../domain/actor.ts';
import type { Services } from '../services/services.ts';
import { listenToAccounts } from './account/listeners.ts';
import { welcome } from './account/views.ts';
import { doBeforeAcknowledging } from './before-ack.ts';
import { type Clients, createClients, type Workspaces } from './clients.ts';
import { listenToEvents } from './events.ts';
import { listenToGroups } from './group/listeners.ts';
import { listenToHelp } from './help/listeners.ts';
import { listenToHome } from './home/listeners.ts';
import { listen } from './listen.ts';
import { boltLogger, type Log } from './logger.ts';
import { listenToProjects } from './project/listeners.ts';
import { createReceiver } from './receiver.ts';
import { createRoutes, type Routes } from './routes.ts';
import { listenToTasks } from './task/listeners.ts';

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
export function allRoutes(services: Services, clients: Clients, workspaces: Workspaces = services.workspaces): Routes {
  const routes = createRoutes();
  listenToAccounts(routes, services, clients);
  listenToGroups(routes, services, clients);
  listenToProjects(routes, services, clients);
  listenToTasks(routes, services);
  listenToHome(routes, services);
  listenToHelp(routes);
  listenToEvents(routes, services, workspaces);
  return routes;
}

/** The bot as Slack sees it. Over HTTP its `requestListener` is to be served; over Socket Mode `start` connects. */
export function createSlackApp(services: Services, options: SlackOptions) {
  const { workspaces, signingSecret, appToken, apiUrl, clock, log } = options;
  const logger = boltLogger(log);
  const clients = createClients(workspaces, { apiUrl, logger });
  const routes = allRoutes(services, clients, workspaces);
  const clientOptions = { logger, ...(apiUrl ? { slackApiUrl: apiUrl } : {}) };
  const receiver = createReceiver({ signingSecret, appToken, apiUrl, log });
  const app = new App({
    receiver,
    clientOptions,
    logger,
    convoStore: false,
    ignoreSelf: false,
    // Nothing is asked here: who is answered by whose token is found out where it is needed, and an interaction that
    // needs no token is answered while the database is away. A new object each time: Bolt writes into what it is given.
    authorize: async () => ({}),
  });
  const events = doBeforeAcknowledging(app, receiver, { routes, clock, log });
  const listening = listen(app, {
    routes,
    clients,
    clock,
    log,
    actorOf: (visitor: Visitor): Promise<Actor | undefined> => services.accounts.actorOf(visitor),
    belongs: workspaces.belongs,
    seen: services.seen,
    welcome,
  });

  return {
    clients,
    /** To be served; undefined with Socket Mode. */
    requestListener: receiver instanceof HTTPReceiver ? receiver.requestListener : undefined,
    async start() {
      if (receiver instanceof SocketModeReceiver) await receiver.start();
    },
    /** Takes no more from Slack, and finishes what is under way. */
    async stop() {
      if (receiver instanceof SocketModeReceiver) await receiver.stop();
      await Promise.all([events.stop(), listening.drain()]);
    },
  };
}

export type SlackApp = ReturnType<typeof createSlackApp>;
