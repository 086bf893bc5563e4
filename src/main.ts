import { type Config, readConfig, type SlackCredentials } from './config.ts';
import { startEmbedded } from './db/embedded.ts';
import { databaseRemedy } from './doctor/database.ts';
import { messageOf } from './doctor/finding.ts';
import { botTokenFindings } from './doctor/slack.ts';
import { createLog } from './log.ts';
import { startPlay } from './play.ts';
import { startBot } from './start.ts';

/** SIGTERM must be done with within this, whatever hangs (R4). */
const stopMilliseconds = 9000;

/** So long the ready line waits for what Slack says of the bot token. */
const askedMilliseconds = 2000;

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const config = readConfig(undefined, process.argv.slice(2));
  const stops: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      for (const one of stops.reverse()) await one();
    })();
    return stopping;
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      setTimeout(() => process.exit(1), stopMilliseconds).unref();
      void stop().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    });

  try {
    await start(config, stops);
  } catch (error) {
    await stop().catch(() => undefined);
    throw inWords(error, config);
  }
}

/** Starts what the config asks for; what is to be stopped is added to `stops` as it comes to life. */
async function start(config: Config, stops: (() => Promise<void>)[]): Promise<void> {
  const mongodbUri = config.mongodbUri ?? (await embedded(config, stops));
  if (!config.slack) {
    const url = await startPlay({ config, mongodbUri, stops, say });
    return say(`Dibs is ready. Open ${url} and try it.`);
  }
  const warned = warnOfSlack(config.slack, config);
  const bot = await startBot({ ...config, slack: config.slack, mongodbUri });
  stops.push(bot.stop);
  await warned;
  const where = config.slack.appToken
    ? `over Socket Mode; its health is at http://localhost:${bot.port}/health`
    : `at http://localhost:${bot.port}/slack/events`;
  say(`Dibs is ready: it hears Slack ${where}.`);
}

/** A bot whose token Slack refuses, or that can't reach Slack, runs and answers nobody: the log says so, in words. */
async function warnOfSlack(slack: SlackCredentials, { logLevel, secrets }: Config): Promise<void> {
  const log = createLog(logLevel, secrets);
  for (const { fine, says, remedy } of await botTokenFindings(slack, askedMilliseconds))
    if (!fine) log.warn(`${says}. ${remedy}`);
}

/** The driver's own words name no variable (R2). */
function inWords(error: unknown, { mongodbUri }: Config): unknown {
  if (!mongodbUri || !(error instanceof Error) || !error.name.startsWith('Mongo')) return error;
  return new Error(
    `MONGODB_URI: the database can't be used: ${messageOf(error)}\n${databaseRemedy} \`npm run doctor\` looks at it.`,
  );
}

async function embedded(config: Config, stops: (() => Promise<void>)[]): Promise<string> {
  const mongo = await startEmbedded({ dataDir: config.dataDir, variables: config.variables, report: say });
  stops.push(mongo.stop);
  return mongo.uri;
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
