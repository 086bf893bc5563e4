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

const outboxIdleMilliseconds = 250;
const sweepIdleMilliseconds = 2000;
const exportIdleMilliseconds = 2000;
const migrationIdleMilliseconds = 5000;
/** A delivery that hangs must not keep the process from stopping within its 10 s (R4). */
const drainMilliseconds = 3000;

export interface Bot {
  /** Of /slack/events, /health and /ready. */
  port: number;
  /** Of /metrics, where it has one of its own. */
  metricsPort: number | undefined;
  stop(): Promise<void>;
}

interface Options
  extends Pick<Config, 'port' | 'bcryptCost' | 'logLevel'>,
    Partial<Pick<Config, 'metricsPort' | 'metricsToken' | 'secrets'>> {
  slack: SlackCredentials;
  mongodbUri: string;
  clock?: () => Date;
}

/** Connects everything and starts it: stores → services → Slack app, the jobs, the server. */
export async function startBot({
  slack,
  mongodbUri,
  port,
  bcryptCost,
  logLevel,
  secrets = [],
  metricsPort,
  metricsToken,
  clock = () => new Date(),
}: Options): Promise<Bot> {
  const log = createLog(logLevel, secrets);
  const { signingSecret, appToken, apiUrl, botToken, botTokens, oauth } = slack;
  const database = await connectDatabase(mongodbUri, oauth?.encryptionKeys);
  const { stores } = database;
  const services = createServices(stores, { bcryptCost });
  const workspaces = botToken === undefined ? services.workspaces : givenWorkspaces(botToken, botTokens);
  const metrics = createMetrics({ ...database, outbox: () => stores.outboxState.look(clock()) });
  const app = createSlackApp(services, { workspaces, signingSecret, appToken, apiUrl, clock, log, figures: metrics });
  const report = (what: string) => (error: unknown) => log.warn(`${what} failed; it will be tried again`, error);
  const invitations = {
    ...stores.invitations,
    isPending: async (id: string) => (await stores.invitations.get(id))?.status === 'pending',
  };
  const deliver = notifier(backgroundCalls(app.clients, stores.paces, clock), invitations);
  const outbox = outboxDelivery({ outbox: stores.outbox, deliver, clock, report: log.warn });
  const sendFiles = fileSender(app.clients);
  const deliverExport = exportDelivery(stores, {
    files: services.exports.files,
    send: (to, files, signal) => sendFiles(to, files, 'Here is your export from Dibs.', signal),
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
    const uninstalled = sweepUninstalled(stores, services.workspaces, clock);
    jobs.push(
      background(uninstalled, sweepIdleMilliseconds, 'sweeping what came from a workspace that uninstalled'),
      background(() => stores.installations.encryptNext(clock()), sweepIdleMilliseconds, 'encrypting tokens anew'),
    );
  }
  const pages = oauth ? installPages(services.workspaces, oauth, { apiUrl, clock, log }) : {};
  const shown = { metrics, port: metricsPort, token: metricsToken };
  const { answers: databaseAnswers } = database;
  const server = await startServer({ port, slack: app.requestListener, pages, databaseAnswers, shown });
  await app.start();

  return {
    port: server.port,
    metricsPort: server.metricsPort,
    async stop() {
      await Promise.all([server.stop(), app.disconnect()]);
      await app.finish();
      await Promise.all(jobs.map((stopJob) => stopJob()));
      await outbox.drain(drainMilliseconds);
      await database.close();
    },
  };
}
