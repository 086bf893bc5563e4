import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import type { Actor, SlackUser, Visitor } from '../domain/actor.ts';
import type { Figures } from '../figures.ts';
import type { Log } from '../log.ts';
import type { Services } from '../services/services.ts';
import { listenToAccounts } from './account/listeners.ts';
import { doBeforeAcknowledging } from './before-ack.ts';
import { watchCalls } from './calls.ts';
import { type Clients, createClients, type Workspaces } from './clients.ts';
import { listenToEvents } from './events.ts';
import { listenToGroups } from './group/listeners.ts';
import { listenToHelp } from './help/listeners.ts';
import { listenToHome } from './home/listeners.ts';
import { listen } from './listen.ts';
import { boltLogger } from './logger.ts';
import { listenToProjects } from './project/listeners.ts';
import { createReceiver } from './receiver.ts';
import { createRoutes, type Routes } from './routes.ts';
import { listenToTasks } from './task/listeners.ts';
import { watch } from './watch.ts';

/** Over Socket Mode nothing tells Slack to send no more, so the socket is closed when nothing is under way, or by then. */
const quietMilliseconds = 5000;

interface SlackOptions {
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
  const { workspaces, signingSecret, appToken, apiUrl, clock, log, figures } = options;
  const logger = boltLogger(log);
  const clients = createClients(workspaces, { apiUrl, logger, watch: watchCalls(log, figures) });
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
  const watching = watch(app, { routes, log, figures });
  const events = doBeforeAcknowledging(app, receiver, { routes, clock, log, see: watching.see });
  const listening = listen(app, {
    routes,
    clients,
    clock,
    log,
    actorOf: (visitor: Visitor): Promise<Actor | undefined> => services.accounts.actorOf(visitor),
    belongs: workspaces.belongs,
    seen: services.seen,
  });

  return {
    clients,
    /** Home as it is for somebody who isn't asking for it. */
    async showHome(user: SlackUser & Pick<Visitor, 'installationId'>, state: unknown, notice: string) {
      const visitor = { ...user, now: clock(), delivery: { key: '', deadline: 0 } };
      return routes.showHome()((await services.accounts.actorOf(visitor)) ?? visitor, state, notice);
    },
    /** To be served; undefined with Socket Mode. */
    requestListener: receiver instanceof HTTPReceiver ? receiver.requestListener : undefined,
    async start() {
      if (receiver instanceof SocketModeReceiver) await receiver.start();
    },
    /** Takes no more over Socket Mode; over HTTP the server is stopped instead. */
    async disconnect() {
      const triedNoMore = events.stop();
      if (receiver instanceof SocketModeReceiver) {
        await watching.quiet(AbortSignal.timeout(quietMilliseconds));
        await receiver.client.disconnect();
      }
      await triedNoMore;
    },
    /** Waits for what is under way. */
    async finish() {
      await watching.quiet();
      await listening.drain();
    },
  };
}
