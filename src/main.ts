import { type Config, readConfig } from './config.ts';
import { startEmbedded } from './db/embedded.ts';
import { startPlay } from './play.ts';
import { startBot } from './start.ts';

/** SIGTERM must be done with within this, whatever hangs (R4). */
const stopMilliseconds = 9000;

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
    throw error;
  }
}

/** Starts what the config asks for; what is to be stopped is added to `stops` as it comes to life. */
async function start(config: Config, stops: (() => Promise<void>)[]): Promise<void> {
  const mongodbUri = config.mongodbUri ?? (await embedded(config, stops));
  if (!config.slack) {
    const url = await startPlay({ config, mongodbUri, stops, say });
    return say(`Dibs is ready. Open ${url} and try it.`);
  }
  const bot = await startBot({ ...config, slack: config.slack, mongodbUri });
  stops.push(bot.stop);
  const where = config.slack.appToken
    ? `over Socket Mode; its health is at http://localhost:${bot.port}/health`
    : `at http://localhost:${bot.port}/slack/events`;
  say(`Dibs is ready: it hears Slack ${where}.`);
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
