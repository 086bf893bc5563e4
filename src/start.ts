import type { Config, SlackCredentials } from './config.ts';
import { connectDatabase } from './db/connect.ts';
import { outboxDelivery } from './jobs/outbox.ts';
import { repeat } from './jobs/repeat.ts';
import { sweep } from './jobs/sweep.ts';
import { createLog } from './log.ts';
import { startServer } from './server.ts';
import { createServices } from './services/services.ts';
import { createSlackApp } from './slack/app.ts';
import { notifier } from './slack/notify.ts';
import { createPages } from './web/pages.ts';
import { passwordPages } from './web/passwords.ts';

const outboxIdleMilliseconds = 250;
const sweepIdleMilliseconds = 2000;

export interface Bot {
  /** Of /slack/events, /health, /ready and the pages. */
  port: number;
  stop(): Promise<void>;
}

interface Options extends Pick<Config, 'port' | 'bcryptCost' | 'logLevel'>, Partial<Pick<Config, 'publicUrl'>> {
  slack: SlackCredentials;
  mongodbUri: string;
  clock?: () => Date;
}

/** Connects everything and starts it: stores → services → Slack app, the jobs, the server. */
export async function startBot({
  slack,
  mongodbUri,
  port,
  publicUrl,
  bcryptCost,
  logLevel,
  clock = () => new Date(),
}: Options): Promise<Bot> {
  const log = createLog(logLevel);
  const database = await connectDatabase(mongodbUri);
  const { stores } = database;
  const services = createServices(stores, { bcryptCost, publicUrl });
  const workspaces = { tokenOf: async () => slack.botToken };
  const { signingSecret, appToken, apiUrl } = slack;
  const app = createSlackApp(services, { workspaces, signingSecret, appToken, apiUrl, clock, log });
  const report = (what: string) => (error: unknown) => log.warn(`${what} failed; it will be tried again`, error);
  const invitations = {
    ...stores.invitations,
    isPending: async (id: string) => (await stores.invitations.get(id))?.status === 'pending',
  };
  const deliver = outboxDelivery(
    stores.outbox,
    notifier(app.clients, invitations, app.tellDone),
    clock,
    report('delivering a message'),
  );
  const stopOutbox = repeat(deliver, outboxIdleMilliseconds, report('reading the outbox'));
  const stopSweep = repeat(sweep(stores), sweepIdleMilliseconds, report('sweeping what was deleted'));
  const { passwordLinks: links, seen } = services;
  const passwords = links && passwordPages({ links, seen, clock, log });
  const pages = publicUrl && passwords ? createPages(publicUrl, passwords) : undefined;
  const server = await startServer({ port, slack: app.requestListener, pages, databaseAnswers: database.answers });
  await app.start();

  return {
    port: server.port,
    async stop() {
      passwords?.stop();
      await Promise.all([server.stop(), app.stop()]);
      await Promise.all([stopOutbox(), stopSweep()]);
      await Promise.all([services.stop(), database.close()]);
    },
  };
}
