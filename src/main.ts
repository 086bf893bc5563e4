import { type Config, readConfig } from './config.ts';
import { startEmbedded } from './db/embedded.ts';

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
    // Loading the bot takes as long as a mongod takes to start: both at once.
    const [mongodbUri, { serve }] = await Promise.all([
      config.mongodbUri ?? embedded(config, stops),
      import('./serve.ts'),
    ]);
    await serve({ config, mongodbUri, stops, say });
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
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
