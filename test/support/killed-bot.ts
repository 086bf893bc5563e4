import { readdir } from 'node:fs/promises';
import mongoose from 'mongoose';
import { startSlack } from '../../playground/slack.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { leaveDatabase, testMongoUri } from './mongo.ts';
import { type Command, startMongoProxy } from './mongo-proxy.ts';
import { installable, someClient } from './oauth-client.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Where a bot is killed: one of these. */
export interface Point {
  /** Before this command goes to MongoDB. */
  write?: (command: Command) => boolean;
  /** When MongoDB has done it, and before the bot hears of it. */
  written?: (command: Command) => boolean;
  /** Before this call to Slack is carried out, or after. */
  call?: string;
  carriedOut?: boolean;
}

/** How often the bot is killed at each point: DIBS_KILL_ROUNDS, or once. */
export const killRounds = Number(process.env['DIBS_KILL_ROUNDS'] ?? 1);

/** A bot as a process that is killed at a point of its work, and another that goes on where it was. */
export async function startKilledBot() {
  const uri = testMongoUri();
  const oauth = someClient();
  // The last repetition comes when the next bot is surely there, as Slack's does.
  const slack = await startSlack({ keepCalls: false, oauth, retryMilliseconds: [0, 1000, 15_000] });
  const folder = await temporaryFolder();
  const environment: Record<string, string> = { ...(await installable(oauth)), TMPDIR: folder.path };
  let armed: { point: Point; killed: () => void } | undefined;
  let bot: BotProcess;

  async function kill() {
    const { killed = () => undefined } = armed ?? {};
    armed = undefined;
    await bot.kill('SIGKILL');
    killed();
  }

  const killedAt = (which: 'write' | 'written') => async (command: Command) => {
    if (!armed?.point[which]?.(command)) return;
    await kill();
    throw new Error('the bot is killed');
  };

  slack.onCall = async ({ method }, carryOut) => {
    if (armed?.point.call !== method) return carryOut();
    if (armed.point.carriedOut) carryOut();
    await kill();
    return { status: 500, body: {} };
  };
  const proxy = await startMongoProxy(uri, { before: killedAt('write'), after: killedAt('written') });
  const client = new mongoose.mongo.MongoClient(uri);
  const database = client.db();

  async function start() {
    bot = await startBotProcess({ slack, mongodbUri: proxy.uri, environment });
    slack.deliverTo(bot.url);
  }
  await start();

  return {
    uri,
    slack,
    database,
    installUrl: `${environment['PUBLIC_URL']}/slack/install`,
    start,

    /** What stands in the bot's temporary folder. */
    files: () => readdir(folder.path),

    /** Resolves when the bot was killed there. */
    killAt(point: Point): Promise<void> {
      return new Promise((killed) => {
        armed = { point, killed };
      });
    },

    /** Leases end, and what waits for its time is due. */
    async timePasses() {
      for (const name of ['outbox', 'exports'])
        await database.collection(name).updateMany({ dueAt: { $exists: true } }, { $set: { dueAt: new Date(0) } });
    },

    async stop() {
      await bot.kill('SIGKILL');
      await proxy.stop();
      await client.close();
      await slack.stop();
      await leaveDatabase(uri);
      await folder.remove();
    },
  };
}

export type KilledBot = Awaited<ReturnType<typeof startKilledBot>>;
