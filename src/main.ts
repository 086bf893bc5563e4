import { type Config, readConfig, type SlackCredentials } from './config.ts';
import { startEmbedded } from './db/embedded.ts';
import { type Bot, startBot } from './start.ts';

/** SIGTERM must be done with within this, whatever hangs (R4). */
const stopMilliseconds = 9000;

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const config = readConfig();
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
    throw error;
  }
}

/** Starts what the config asks for; what is to be stopped is added to `stops` as it comes to life. */
async function start(config: Config, stops: (() => Promise<void>)[]): Promise<void> {
  const mongodbUri = config.mongodbUri ?? (await embedded(config, stops));
  const play = config.slack ? undefined : await playground(config.port);
  if (play) stops.push(play.stop);
  const slack = config.slack ?? (play?.credentials as SlackCredentials);
  const bot: Bot = await startBot({
    ...config,
    port: play ? besidePlayground(config) : config.port,
    slack,
    mongodbUri,
  });
  stops.push(bot.stop);
  play?.deliverTo(`http://127.0.0.1:${bot.port}/slack/events`);
  const where = slack.appToken ? 'over Socket Mode' : `at http://localhost:${bot.port}/slack/events`;
  say(play ? `Dibs is ready. Open ${play.url} and try it.` : `Dibs is ready: it hears Slack ${where}.`);
}

async function embedded(config: Config, stops: (() => Promise<void>)[]): Promise<string> {
  const mongo = await startEmbedded({ dataDir: config.dataDir, variables: config.variables, report: say });
  stops.push(mongo.stop);
  return mongo.uri;
}

/** Without Slack credentials a Slack of our own stands in, with a page to try the bot in. */
async function playground(port: number) {
  const { startPlayground } = await import('../playground/playground.ts');
  return startPlayground({ port });
}

/** Where browsers shall reach the bot's own pages, it listens at that very address. */
function besidePlayground({ publicUrl }: Config): number {
  return publicUrl ? Number(new URL(publicUrl).port) : 0;
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
