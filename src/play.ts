import { join } from 'node:path';
import type { Config, SlackCredentials } from './config.ts';
import { dropDatabase } from './db/drop.ts';
import { type Bot, startBot } from './start.ts';

/** What starting needs. */
export interface Startup {
  config: Config;
  mongodbUri: string;
  /** What is to be stopped is added as it comes to life. */
  stops: (() => Promise<void>)[];
  say: (line: string) => void;
}

/** An installation for production has no playground. */
function unlessLeftOut(error: NodeJS.ErrnoException): never {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  throw new Error(
    'No Slack credentials are set, and the playground is not part of this installation. Set SLACK_BOT_TOKEN and what belongs to it.',
  );
}

/**
 * Where browsers shall reach the bot's own pages, it listens at that very address, if that is one of this machine. The
 * demo types its people's passwords in Slack.
 */
function ownAddress({ publicUrl, demo }: Config): Pick<Config, 'port' | 'publicUrl'> {
  const { hostname, port } = new URL(publicUrl ?? 'http://elsewhere');
  if (demo || (hostname !== 'localhost' && hostname !== '127.0.0.1')) return { port: 0, publicUrl: undefined };
  return { port: Number(port || 80), publicUrl };
}

/** Without Slack credentials a Slack of our own stands in, with a page to try the bot in. Returns the page's address. */
export async function startPlay({ config, mongodbUri, stops, say }: Startup): Promise<string> {
  const { startPlayground } = await import('../playground/playground.ts').catch(unlessLeftOut);
  let bot: Bot | undefined;
  let startingOver: Promise<void> | undefined;
  /** The demo's past; otherwise it is now. */
  let past: Date | undefined;
  const clock = () => past ?? new Date();

  const playground = await startPlayground({
    port: config.port,
    file: join(config.dataDir, 'playground.json'),
    clock: () => clock().getTime(),
    oauth: config.playgroundOAuth,
    startOver: () => (startingOver ??= startOver().finally(() => (startingOver = undefined))),
    report: say,
  });
  stops.push(playground.stop, async () => {
    await startingOver?.catch(() => undefined);
    await bot?.stop();
  });
  await start();
  if (config.demo) await playground.fillDemo({ at: (time) => (past = time), say });
  return playground.url;

  async function start() {
    const { botToken, botTokens, ...reached } = playground.credentials;
    const oauth = config.playgroundOAuth;
    const slack: SlackCredentials = oauth ? { ...reached, oauth } : { ...reached, botToken, botTokens };
    // Whoever tries the bot looks at the page: the terminal has what goes wrong, unless it is asked for more.
    const logLevel = config.variables['LOG_LEVEL'] ? config.logLevel : 'warn';
    bot = await startBot({ ...config, logLevel, ...ownAddress(config), slack, mongodbUri, clock });
    playground.deliverTo(`http://127.0.0.1:${bot.port}/slack/events`);
    if (!oauth) return;
    const installed = await playground.install(`http://localhost:${bot.port}/slack/install`);
    say(`Installed by OAuth in ${installed.join(' and ')}.`);
  }

  async function startOver() {
    if (config.mongodbUri)
      throw new Error('Starting over empties only the database that Dibs keeps itself, and MONGODB_URI names another.');
    await bot?.stop();
    bot = undefined;
    try {
      await dropDatabase(mongodbUri);
      playground.empty();
    } finally {
      await start();
    }
  }
}
