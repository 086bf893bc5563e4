import type { Config, SlackCredentials } from './config.ts';
import { databaseRemedy } from './doctor/database.ts';
import { messageOf } from './doctor/finding.ts';
import { botTokenFindings } from './doctor/slack.ts';
import { createLog } from './log.ts';
import { type Startup, startPlay } from './play.ts';
import { startBot } from './start.ts';

/** So long the ready line waits for what Slack says of the bot token. */
const askedMilliseconds = 2000;

/**
 * Starts the bot on a database, for Slack or, without Slack credentials, with the playground; says when it is ready.
 * @throws Error in words where the database that MONGODB_URI names can't be used
 */
export async function serve(startup: Startup): Promise<void> {
  const { config, say } = startup;
  try {
    say(config.slack ? await startForSlack(startup, config.slack) : await startForPlay(startup));
  } catch (error) {
    throw inWords(error, config);
  }
}

/** Starts it, as the next does for Slack; returns the line that says so. */
async function startForPlay(startup: Startup): Promise<string> {
  return `Dibs is ready. Open ${await startPlay(startup)} and try it.`;
}

async function startForSlack({ config, mongodbUri, stops }: Startup, slack: SlackCredentials): Promise<string> {
  const warned = warnOfSlack(slack, config);
  const bot = await startBot({ ...config, slack, mongodbUri });
  stops.push(bot.stop);
  await warned;
  const where = slack.appToken
    ? `over Socket Mode; its health is at http://localhost:${bot.port}/health`
    : `at http://localhost:${bot.port}/slack/events`;
  return `Dibs is ready: it hears Slack ${where}.`;
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
