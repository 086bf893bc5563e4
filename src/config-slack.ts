import { z } from 'zod';
import { secret, startingWith, text, url } from './config-values.ts';

/** How workspaces install the app. */
export interface OAuthCredentials {
  clientId: string;
  clientSecret: string;
  stateSecret: string;
  /** The first encrypts; the others only decrypt what was encrypted before they were replaced. */
  encryptionKeys: Buffer[];
}

/** Of one workspace, by its token, or of those that install. */
export type SlackCredentials = {
  signingSecret?: string | undefined;
  /** Given: Socket Mode instead of HTTP. */
  appToken?: string | undefined;
  apiUrl?: string | undefined;
} & (
  | {
      botToken: string;
      /** Of several workspaces, by team id; else `botToken` is every workspace's. */
      botTokens?: Record<string, string> | undefined;
      oauth?: undefined;
    }
  | { botToken?: undefined; botTokens?: undefined; oauth: OAuthCredentials }
);

const encryptionKeys = z
  .string()
  .transform((value) => value.split(',').map((key) => key.trim()))
  .refine(
    (keys) => keys.every((key) => /^[A-Za-z0-9+/_-]{43}=?$/.test(key)),
    '32 bytes in base64 are expected (openssl rand -base64 32); to replace a key, the new one, a comma, the old one',
  )
  .transform((keys) => keys.map((key) => Buffer.from(key, 'base64')));

const playground = 'playground';
const apiUrl = "the address of Slack's Web API, or the word playground,";
const publicUrl = "the bot's address for browsers, https://…,";

export const slackVariables = {
  SLACK_BOT_TOKEN: startingWith('xoxb-', "the app's bot token").optional(),
  SLACK_SIGNING_SECRET: secret("the app's signing secret").optional(),
  SLACK_APP_TOKEN: startingWith('xapp-', 'an app-level token with connections:write').optional(),
  SLACK_CLIENT_ID: secret("the app's client id").optional(),
  SLACK_CLIENT_SECRET: secret("the app's client secret").optional(),
  SLACK_STATE_SECRET: secret('a random secret, which signs the state of an installation under way').optional(),
  TOKEN_ENCRYPTION_KEY: encryptionKeys.optional(),
  SLACK_API_URL: text(apiUrl)
    .refine((value) => value === playground || /^https?:\/\/\S+$/.test(value), `${apiUrl} is expected`)
    .optional(),
  PUBLIC_URL: url('https?', publicUrl)
    .refine((value) => URL.canParse(value) && !/[?#]/.test(value), `${publicUrl} is expected`)
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
};
type Variables = z.output<z.ZodObject<typeof slackVariables>>;

/** What lets many workspaces install the app: all of it or none. */
const forInstalling = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'TOKEN_ENCRYPTION_KEY'] as const;
const theFour = forInstalling.join(', ');

/** Which variables don't go together, each with what is expected of it (R2). */
export function slackComplaints(values: Variables): [name: keyof Variables, expected: string][] {
  const { SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: secret, SLACK_APP_TOKEN: app } = values;
  const missing = forInstalling.filter((name) => !values[name]);
  const installs = missing.length < forInstalling.length;
  const complaints: [keyof Variables, string][] = installs
    ? missing.map((name) => [name, `it is expected: many workspaces install with all of ${theFour}`])
    : [];
  if (values.SLACK_API_URL === playground) {
    if (bot || secret || app)
      complaints.push([
        'SLACK_API_URL',
        'playground is expected without SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET and SLACK_APP_TOKEN',
      ]);
    return complaints;
  }
  if (bot && installs)
    complaints.push(['SLACK_BOT_TOKEN', `nothing is expected, since it is for one workspace and ${theFour} for many`]);
  if (installs && !values.PUBLIC_URL)
    complaints.push(['PUBLIC_URL', `${publicUrl} is expected, for Slack to lead back to`]);
  if ((bot || installs) && !secret && !app)
    complaints.push([
      'SLACK_SIGNING_SECRET',
      `the app's signing secret is expected with ${bot ? 'SLACK_BOT_TOKEN' : 'SLACK_CLIENT_ID'} (or SLACK_APP_TOKEN, for Socket Mode)`,
    ]);
  if (!bot && !installs && (secret || app))
    complaints.push([
      'SLACK_BOT_TOKEN',
      `the app's bot token is expected, which starts with xoxb- (or, for many workspaces, ${theFour})`,
    ]);
  return complaints;
}

/** `slack` undefined: the playground plays Slack. */
export function slackOf(values: Variables): {
  slack: SlackCredentials | undefined;
  playgroundOAuth: OAuthCredentials | undefined;
} {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret } = values;
  const { TOKEN_ENCRYPTION_KEY: encryptionKeys, SLACK_API_URL: api } = values;
  const oauth =
    clientId && clientSecret && stateSecret && encryptionKeys
      ? { clientId, clientSecret, stateSecret, encryptionKeys }
      : undefined;
  if (api === playground) return { slack: undefined, playgroundOAuth: oauth };
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = values;
  const reached = { signingSecret, appToken, apiUrl: api };
  if (oauth) return { slack: { ...reached, oauth }, playgroundOAuth: undefined };
  return { slack: botToken ? { ...reached, botToken } : undefined, playgroundOAuth: undefined };
}

/** Whether the playground plays Slack, as far as can be told before it is known that all else is right. */
export function isPlayed(variables: Record<string, string | undefined>): boolean {
  return variables['SLACK_API_URL'] === playground || !(variables['SLACK_BOT_TOKEN'] ?? variables['SLACK_CLIENT_ID']);
}
