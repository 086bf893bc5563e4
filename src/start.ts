import { setTimeout as wait } from 'node:timers/promises';
import type { Config, SlackCredentials } from './config.ts';
import { connectDatabase } from './db/connect.ts';
import { exportDelivery } from './jobs/exports.ts';
import { outboxDelivery } from './jobs/outbox.ts';
import { repeat } from './jobs/repeat.ts';
import { sweep } from './jobs/sweep.ts';
import { sweepUninstalled } from './jobs/uninstalled.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { startServer } from './server.ts';
import { createServices } from './services/services.ts';
import { createSlackApp } from './slack/app.ts';
import { backgroundCalls } from './slack/background.ts';
import { givenWorkspaces } from './slack/clients.ts';
import { fileSender } from './slack/files.ts';
import { installPages } from './slack/install.ts';
import { notifier } from './slack/notify.ts';
import { organisationAccess } from './slack/organisations.ts';
import { watchInteractions } from './watched.ts';
import { createPages } from './web/pages.ts';
import { passwordPages } from './web/passwords.ts';

const outboxIdleMilliseconds = 250;
const sweepIdleMilliseconds = 2000;
const exportIdleMilliseconds = 2000;
const migrationIdleMilliseconds = 5000;
/**
 * The jobs go on while what has arrived is answered, but no longer than this; a delivery that hangs then is left. Both
 * are over as the server is at the latest (server.ts), so that the process stops within its 10 s (R4).
 */
const jobsMilliseconds = 4000;
const drainMilliseconds = 3000;

export interface Bot {
  /** Of /slack/events, /health, /ready and the pages. */
  port: number;
  /** Of /metrics, where it has one of its own. */
  metricsPort: number | undefined;
  stop(): Promise<void>;
}

interface Options
  extends Pick<Config, 'port' | 'bcryptCost' | 'logLevel'>,
    Partial<Pick<Config, 'publicUrl' | 'metricsPort' | 'metricsToken' | 'secrets'>> {
  slack: SlackCredentials;
  mongodbUri: string;
  clock?: () => Date;
  /** How long what nearly every interaction reads is kept (db/kept.ts); a change of it takes that long. */
  keptMilliseconds?: number;
  /** How long nothing must have arrived before it stops; half a second unless given. */
  lingerMilliseconds?: number;
}

/** Connects everything and starts it: stores → services → Slack app, the jobs, the server. */
export async function startBot({
  slack,
  mongodbUri,
  port,
  publicUrl,
  bcryptCost,
  logLevel,
  secrets = [],
  metricsPort,
  metricsToken,
  clock = () => new Date(),
  keptMilliseconds,
  lingerMilliseconds,
}: Options): Promise<Bot> {
  const log = createLog(logLevel, secrets);
  const { signingSecret, appToken, apiUrl, botToken, botTokens, oauth } = slack;
  const database = await connectDatabase(mongodbUri, oauth?.encryptionKeys, keptMilliseconds);
  const { stores } = database;
  const services = createServices(stores, { bcryptCost, publicUrl });
  const workspaces = botToken === undefined ? services.workspaces : givenWorkspaces(botToken, botTokens);
  const metrics = createMetrics({ ...database, outbox: () => stores.outboxState.look(clock()) });
  const app = createSlackApp(services, { workspaces, signingSecret, appToken, apiUrl, clock, log, figures: metrics });
  const report = (what: string) => (error: unknown) => log.warn(`${what} failed; it will be tried again`, error);
  const invitations = {
    ...stores.invitations,
    isPending: async (id: string) => (await stores.invitations.get(id))?.status === 'pending',
  };
  const calls = backgroundCalls(app.clients, stores.paces, clock);
  const deliver = notifier(calls, invitations, app.showHome);
  const outbox = outboxDelivery({ outbox: stores.outbox, deliver, clock, report: log.warn });
  const files = fileSender(calls);
  const deliverExport = exportDelivery(stores, {
    make: services.exports.make,
    send: (to, made, sending) => files.send(to, made, 'Here is your export from Dibs.', sending),
    isShown: files.isShown,
    clock,
    report: report('making an export'),
  });
  const background = (work: Parameters<typeof repeat>[0], idleMilliseconds: number, what: string) =>
    repeat(work, idleMilliseconds, report(what));
  const jobs = [
    background(outbox.deliverNext, outboxIdleMilliseconds, 'reading the outbox'),
    background(sweep(stores, clock), sweepIdleMilliseconds, 'sweeping what was deleted'),
    background(deliverExport, exportIdleMilliseconds, 'looking for exports'),
    background(stores.migrations.next, migrationIdleMilliseconds, 'migrating'),
  ];
  if (oauth) {
    const organisationServes = organisationAccess(calls);
    const uninstalled = sweepUninstalled({ stores, workspaces: services.workspaces, organisationServes, clock });
    jobs.push(
      background(uninstalled, sweepIdleMilliseconds, 'sweeping what came from a workspace that uninstalled'),
      background(() => stores.installations.encryptNext(clock()), sweepIdleMilliseconds, 'encrypting tokens anew'),
    );
  }
  const { passwordLinks: links, seen } = services;
  const passwords = links && passwordPages({ links, seen, clock, log });
  const pages = {
    ...(oauth ? installPages(services.workspaces, oauth, { publicUrl, apiUrl, clock, log }) : {}),
    ...(publicUrl && passwords ? createPages(publicUrl, passwords, watchInteractions(log, metrics)) : {}),
  };
  const shown = { metrics, port: metricsPort, token: metricsToken };
  const { answers: databaseAnswers } = database;
  const server = await startServer({
    port,
    slack: app.requestListener,
    pages,
    publicUrl,
    databaseAnswers,
    shown,
    report: log.error,
    lingerMilliseconds,
  });
  await app.start();

  async function stopAnswering() {
    await Promise.all([server.stop(), app.disconnect()]);
    await app.finish();
  }
  return {
    port: server.port,
    metricsPort: server.metricsPort,
    async stop() {
      passwords?.stop();
      const answered = stopAnswering();
      await Promise.race([answered, wait(jobsMilliseconds, undefined, { ref: false })]);
      await Promise.all(jobs.map((stopJob) => stopJob()));
      await outbox.drain(drainMilliseconds);
      await answered;
      await Promise.all([services.stop(), database.close()]);
    },
  };
}
