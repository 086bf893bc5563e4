import { config as loadEnvironmentFile } from 'dotenv';
import { z } from 'zod';

const text = (what: string) => z.string({ error: `${what} is expected` }).min(1, `${what} is expected`);
const startingWith = (prefix: string, what: string) =>
  text(what).refine((value) => value.startsWith(prefix), `${what} is expected, which starts with ${prefix}`);
const url = (protocols: string, what: string) =>
  text(what).refine((value) => new RegExp(`^(${protocols})://\\S+$`).test(value), `${what} is expected`);
const whole = (least: number, most: number) =>
  z.coerce
    .number({ error: `a whole number from ${least} to ${most} is expected` })
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, {
      message: `a whole number from ${least} to ${most} is expected`,
    });

const publicUrl = "the bot's address for browsers, https://…,";

const environment = z
  .object({
    SLACK_BOT_TOKEN: startingWith('xoxb-', "the app's bot token").optional(),
    SLACK_SIGNING_SECRET: text("the app's signing secret").optional(),
    SLACK_APP_TOKEN: startingWith('xapp-', 'an app-level token with connections:write').optional(),
    SLACK_API_URL: url('https?', "the address of Slack's Web API").optional(),
    MONGODB_URI: url('mongodb(\\+srv)?', 'the address of a MongoDB replica set, mongodb://…').optional(),
    DATA_DIR: text('a folder').default('.dibs'),
    PORT: whole(0, 65_535).default(3000),
    PUBLIC_URL: url('https?', publicUrl)
      .refine((value) => URL.canParse(value) && !/[?#]/.test(value), `${publicUrl} is expected`)
      .transform((value) => value.replace(/\/+$/, ''))
      .optional(),
    LOG_LEVEL: z
      .enum(['debug', 'info', 'warn', 'error'], { error: 'one of debug, info, warn, error is expected' })
      .default('info'),
    BCRYPT_COST: whole(4, 15).default(12),
    NODE_ENV: z.string().default(''),
  })
  .superRefine((values, context) => {
    const need = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    const { SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: secret, SLACK_APP_TOKEN: app } = values;
    if (bot && !secret && !app)
      need(
        'SLACK_SIGNING_SECRET',
        "the app's signing secret is expected with SLACK_BOT_TOKEN (or SLACK_APP_TOKEN, for Socket Mode)",
      );
    if (!bot && (secret || app)) need('SLACK_BOT_TOKEN', "the app's bot token is expected, which starts with xoxb-");
    if (values.BCRYPT_COST < 10 && values.NODE_ENV !== 'test')
      need('BCRYPT_COST', 'a whole number from 10 to 15 is expected');
  });

export interface SlackCredentials {
  botToken: string;
  signingSecret?: string | undefined;
  /** Given: Socket Mode instead of HTTP. */
  appToken?: string | undefined;
  apiUrl?: string | undefined;
}

export interface Config {
  /** Undefined: the playground plays Slack. */
  slack: SlackCredentials | undefined;
  mongodbUri: string | undefined;
  dataDir: string;
  port: number;
  /** Where people's browsers reach the bot, without a slash at its end. */
  publicUrl: string | undefined;
  logLevel: 'debug' | 'info' | 'warn' | 'error';
  bcryptCost: number;
  /** What finding a mongod may look at. */
  variables: Record<string, string | undefined>;
}

/**
 * Reads the environment, and `.env` beneath it. An empty variable counts as missing.
 * @throws Error whose message names every variable that is wrong, and what is expected (R2)
 */
export function readConfig(variables: Record<string, string | undefined> = fromProcess()): Config {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== '' && value !== undefined),
  );
  const read = environment.safeParse(given);
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `  ${String(issue.path[0])}: ${issue.message}`);
    throw new Error(`Dibs can't start with these settings:\n${lines.join('\n')}`);
  }
  const { data } = read;
  return {
    slack: data.SLACK_BOT_TOKEN
      ? {
          botToken: data.SLACK_BOT_TOKEN,
          signingSecret: data.SLACK_SIGNING_SECRET,
          appToken: data.SLACK_APP_TOKEN,
          apiUrl: data.SLACK_API_URL,
        }
      : undefined,
    mongodbUri: data.MONGODB_URI,
    dataDir: data.DATA_DIR,
    port: data.PORT,
    publicUrl: data.PUBLIC_URL,
    logLevel: data.LOG_LEVEL,
    bcryptCost: data.BCRYPT_COST,
    variables,
  };
}

function fromProcess(): Record<string, string | undefined> {
  loadEnvironmentFile({ quiet: true });
  return process.env;
}
