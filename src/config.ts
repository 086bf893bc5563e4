import { config as loadEnvironmentFile } from 'dotenv';
import { z } from 'zod';
import {
  isPlayed,
  type OAuthCredentials,
  type SlackCredentials,
  slackComplaints,
  slackOf,
  slackVariables,
} from './config-slack.ts';
import { secret, text, url, whole } from './config-values.ts';
import { secretsIn } from './secrets.ts';

export type { SlackCredentials } from './config-slack.ts';

const bcryptCost = 'a whole number from 10 to 15';
const metricsToken = 'a secret of at least 16 characters, which Prometheus sends as its bearer token,';

const environment = z
  .object({
    ...slackVariables,
    MONGODB_URI: url('mongodb(\\+srv)?', 'the address of a MongoDB replica set, mongodb://…').optional(),
    DATA_DIR: text('a folder').default('.dibs'),
    PORT: whole(0, 65_535).default(3000),
    METRICS_PORT: whole(0, 65_535).optional(),
    METRICS_TOKEN: secret(metricsToken).min(16, `${metricsToken} is expected`).optional(),
    LOG_LEVEL: z
      .enum(['debug', 'info', 'warn', 'error'], { error: 'one of debug, info, warn, error is expected' })
      .default('info'),
    /** Under 10 only in tests. */
    BCRYPT_COST: whole(4, 15, bcryptCost).default(12),
    NODE_ENV: z.string().default(''),
  })
  .superRefine((values, context) => {
    const need = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    for (const [name, expected] of slackComplaints(values)) need(name, expected);
    if (values.BCRYPT_COST < 10 && values.NODE_ENV !== 'test') need('BCRYPT_COST', `${bcryptCost} is expected`);
    if (values.METRICS_PORT && values.METRICS_PORT === values.PORT)
      need('METRICS_PORT', 'another port than PORT is expected; on PORT, METRICS_TOKEN alone shows the figures');
  });

export interface Config {
  /** Undefined: the playground plays Slack. */
  slack: SlackCredentials | undefined;
  /** Given, with the playground: its workspaces install the app, where else they have it from the start. */
  playgroundOAuth: OAuthCredentials | undefined;
  mongodbUri: string | undefined;
  dataDir: string;
  port: number;
  /** Where people's browsers reach the bot, without a slash at its end. */
  publicUrl: string | undefined;
  /** Where /metrics is shown instead of on `port`. */
  metricsPort: number | undefined;
  /** What /metrics asks for; without a port of its own it is shown only with one. */
  metricsToken: string | undefined;
  logLevel: 'debug' | 'info' | 'warn' | 'error';
  bcryptCost: number;
  /** What is never to be written anywhere. */
  secrets: string[];
  /** `--demo`: fill the playground with a team to look at. */
  demo: boolean;
  /** What finding a mongod may look at. */
  variables: Record<string, string | undefined>;
}

/**
 * Reads the environment, `.env` beneath it, and the words after `npm start --`. An empty variable counts as missing.
 * @throws Error whose message names every variable that is wrong, and what is expected (R2)
 */
export function readConfig(
  variables: Record<string, string | undefined> = fromProcess(),
  words: readonly string[] = [],
): Config {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== '' && value !== undefined),
  );
  const read = environment.safeParse(given);
  const wrong = (read.error?.issues ?? []).map((issue) => `  ${String(issue.path[0])}: ${issue.message}`);
  const lines = [...wrong, ...wrongWords(words, given)];
  if (!read.success || lines.length > 0) throw new Error(`Dibs can't start with these settings:\n${lines.join('\n')}`);
  const { data } = read;
  return {
    ...slackOf(data),
    mongodbUri: data.MONGODB_URI,
    dataDir: data.DATA_DIR,
    port: data.PORT,
    publicUrl: data.PUBLIC_URL,
    metricsPort: data.METRICS_PORT,
    metricsToken: data.METRICS_TOKEN,
    logLevel: data.LOG_LEVEL,
    bcryptCost: data.BCRYPT_COST,
    secrets: secretsIn(given),
    demo: words.includes(demoWord),
    variables,
  };
}

const demoWord = '--demo';

function wrongWords(words: readonly string[], variables: Record<string, string | undefined>): string[] {
  const unknown = words.filter((word) => word !== demoWord).map((word) => `  ${word}: only ${demoWord} is known`);
  const real = words.includes(demoWord) && !isPlayed(variables);
  return real
    ? [
        ...unknown,
        `  ${demoWord}: fills the playground, which never starts with SLACK_BOT_TOKEN or SLACK_CLIENT_ID set`,
      ]
    : unknown;
}

function fromProcess(): Record<string, string | undefined> {
  loadEnvironmentFile({ quiet: true });
  return process.env;
}
