import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import type { Delivery } from '../../playground/delivery.ts';
import { installInBrowser } from '../../playground/install.ts';
import type { Organisation } from '../../playground/organisations.ts';
import type { Person } from '../../playground/person.ts';
import { startSlack } from '../../playground/slack.ts';
import { connectDatabase, type Database } from '../../src/db/connect.ts';
import { type Bot, startBot } from '../../src/start.ts';
import { heldOutsideMembership } from './held.ts';
import { leave, testMongoUri } from './mongo.ts';
import { someClient } from './oauth-client.ts';
import { until } from './until.ts';

export const password = 'Correct-horse-7';

/** What bots keep, they keep for so long here; a second elsewhere (src/db/kept.ts). */
export const keptMilliseconds = 50;

/** Opening one takes longer than a test's look at the data. */
const dataConnections = 4;

/** The real bot on the real MongoDB, with a simulated Slack before it. */
export async function startWorld({
  bots = 1,
  socket = false,
  publicUrl,
  clock,
  oauth,
  mongodbUri = testMongoUri(),
  keptMilliseconds: kept = keptMilliseconds,
  start = startBot,
}: {
  bots?: number;
  socket?: boolean;
  publicUrl?: string;
  clock?: () => Date;
  /** Given: workspaces begin without the app and install it. */
  oauth?: { organisations?: Organisation[]; encryptionKeys?: Buffer[] };
  mongodbUri?: string;
  keptMilliseconds?: number;
  /** Starts each of the bots; in this process unless given. */
  start?: typeof startBot;
} = {}) {
  const client = someClient();
  const slack = await startSlack(oauth ? { oauth: { ...client, ...oauth } } : {});
  const { botToken, botTokens, signingSecret, apiUrl } = slack;
  const way = socket ? { appToken: slack.appToken } : { signingSecret };
  const encryptionKeys = oauth?.encryptionKeys ?? [randomBytes(32)];
  const installing = { ...client, stateSecret: 'a-state-secret', encryptionKeys };
  const credentials = { ...(oauth ? { oauth: installing } : { botToken, botTokens }), apiUrl, ...way };
  const started: Bot[] = [];
  for (let count = 0; count < bots; count++)
    started.push(
      await start({
        slack: credentials,
        mongodbUri,
        port: 0,
        bcryptCost: 4,
        logLevel: 'error',
        publicUrl,
        keptMilliseconds: kept,
        lingerMilliseconds: 0,
        metricsPort: 0,
        ...(clock ? { clock } : {}),
      }),
    );
  const urls = started.map((bot) => `http://127.0.0.1:${bot.port}/slack/events`);
  if (socket) slack.deliverBySocket();
  else slack.deliverTo(...urls);
  const data = new mongoose.mongo.MongoClient(mongodbUri, { maxPoolSize: dataConnections });
  let looking: Promise<Database> | undefined;

  /** A person with an account, signed up through the form. */
  async function member(name: string, teamId?: string): Promise<Person> {
    const person = slack.person(name, teamId);
    await person.command('/account sign-up');
    const answer = await person.submit({
      Email: `${name}@example.com`,
      Password: password,
      'Confirm password': password,
    });
    if (answer.kind !== 'modal') throw new Error(`${name} could not sign up: ${answer.text}`);
    person.close();
    return person;
  }

  return {
    slack,
    urls,
    mongodbUri,
    member,

    /** The stores as a bot has them, for looking into what they alone can tell. */
    async stores() {
      looking ??= connectDatabase(mongodbUri, encryptionKeys);
      return (await looking).stores;
    },

    /** Installs the app in a workspace or an organisation, as its administrator does. */
    install: (of: string, decision?: 'allow' | 'deny', url = urls[0]) =>
      installInBrowser(String(url).replace('/slack/events', '/slack/install'), of, decision),

    /** What Slack knows of installations, where workspaces begin without the app. */
    get oauth() {
      if (!slack.oauth) throw new Error('the workspaces have the app from the start');
      return slack.oauth;
    },

    /** Delivers what Slack tells, one after another; the bot must take each. */
    async deliver(...deliveries: Delivery[]) {
      for (const delivery of deliveries) {
        const { status, body } = await slack.deliver(delivery);
        if (status !== 200) throw new Error(`the bot answered ${status} ${body}`);
      }
    },

    /** Everything in the database as one text. */
    async dump(): Promise<string> {
      return JSON.stringify(await this.documents());
    },

    /** What is stored, past the bot. */
    collection: (name: string) => data.db().collection(name),

    /** How many documents of a collection match. */
    count: (collection: string, filter: Record<string, unknown>) =>
      data.db().collection(collection).countDocuments(filter),

    /** Everything that is stored, by collection. */
    async documents(): Promise<Record<string, mongoose.mongo.Document[]>> {
      const collections = await data.db().collections();
      const found = collections.map(async (one) => [one.collectionName, await one.find().toArray()] as const);
      return Object.fromEntries(await Promise.all(found));
    },

    /** A letter that waits or was given up, as it is stored. */
    letter: (filter: Record<string, unknown>) => data.db().collection('outbox').findOne(filter),

    /** A figure that /metrics shows, of all bots together; `name` with its labels. */
    async figure(name: string): Promise<number> {
      const lines = started.map(async ({ metricsPort }) => {
        const figures = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
        return figures.split('\n').find((line) => line.startsWith(`${name} `)) ?? '';
      });
      return (await Promise.all(lines)).reduce((sum, line) => sum + Number(line.slice(name.length)), 0);
    },

    /** Waits until no bot works on anything that was delivered, be it answered already or not. */
    async idle() {
      await until(async () => (await this.figure('dibs_interactions_under_way')) === 0);
    },

    heldOutsideMembership: () => heldOutsideMembership(data.db()),

    /** Ada's group "Web" with these members; she owns it. */
    async group(owner: Person, ...others: Person[]) {
      await owner.command('/group create Web');
      for (const person of others) {
        const { text } = await owner.command(`/group invite Web @${person.name}`);
        if (!/invited/.test(text)) throw new Error(text);
        const message = await person.waitForMessage(/invites you to the group Web/);
        await person.press('Accept', { on: message });
      }
    },

    /** A project WEB in it, which the others join. */
    async project(manager: Person, ...others: Person[]) {
      await manager.command('/project create Website');
      await manager.submit({ Key: 'WEB' });
      manager.close();
      for (const person of others) await person.command('/project join WEB');
    },

    /** Ada and Grace, who share WEB: Ada owns the group and manages the project. */
    async team() {
      const [ada, grace] = [await member('ada'), await member('grace')];
      await this.group(ada, grace);
      await this.project(ada, grace);
      return { ada, grace };
    },

    async stop() {
      await Promise.all(started.map((bot) => bot.stop()));
      await (await looking)?.close();
      await leave(data.db());
      await data.close();
      await slack.stop();
    },
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;
