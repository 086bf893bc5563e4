import type { Config, SlackCredentials } from './config.ts';
import { connectDatabase } from './db/connect.ts';
import { exportDelivery } from './jobs/exports.ts';
import { outboxDelivery } from './jobs/outbox.ts';
import { repeat } from './jobs/repeat.ts';
import { sweep } from './jobs/sweep.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { startServer } from './server.ts';
import { createServices } from './services/services.ts';
import { createSlackApp } from './slack/app.ts';
import { fileSender } from './slack/files.ts';
import { notifier } from './slack/notify.ts';

const outboxIdleMilliseconds = 250;
const sweepIdleMilliseconds = 2000;
const exportIdleMilliseconds = 2000;
const migrationIdleMilliseconds = 5000;

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
  const database = await connectDatabase(mongodbUri);
  const { stores } = database;
  const services = createServices(stores, { bcryptCost });
  const workspaces = { tokenOf: async (teamId: string) => slack.botTokens?.[teamId] ?? slack.botToken };
  const { signingSecret, appToken, apiUrl } = slack;
  const metrics = createMetrics({ ...database, outbox: () => stores.outboxState.look(clock()) });
  const app = createSlackApp(services, { workspaces, signingSecret, appToken, apiUrl, clock, log, figures: metrics });
  const report = (what: string) => (error: unknown) => log.warn(`${what} failed; it will be tried again`, error);
  const invitations = {
    ...stores.invitations,
    isPending: async (id: string) => (await stores.invitations.get(id))?.status === 'pending',
  };
  const deliver = outboxDelivery(
    stores.outbox,
    notifier(app.clients, invitations),
    clock,
    report('delivering a message'),
  );
  const stopOutbox = repeat(deliver, outboxIdleMilliseconds, report('reading the outbox'));
  const stopSweep = repeat(sweep(stores), sweepIdleMilliseconds, report('sweeping what was deleted'));
  const sendFiles = fileSender(app.clients);
  const deliverExport = exportDelivery(stores, {
    files: services.exports.files,
    send: (to, files, signal) => sendFiles(to, files, 'Here is your export from Dibs.', signal),
    clock,
    report: report('making an export'),
  });
  const stopExports = repeat(deliverExport, exportIdleMilliseconds, report('looking for exports'));
  const stopMigrations = repeat(stores.migrations.next, migrationIdleMilliseconds, report('migrating'));
  const shown = { metrics, port: metricsPort, token: metricsToken };
  const server = await startServer({ port, slack: app.requestListener, databaseAnswers: database.answers, shown });
  await app.start();

  return {
    port: server.port,
    metricsPort: server.metricsPort,
    async stop() {
      await Promise.all([server.stop(), app.disconnect()]);
      await app.finish();
      await Promise.all([stopOutbox(), stopSweep(), stopExports(), stopMigrations()]);
      await database.close();
    },
  };
}
