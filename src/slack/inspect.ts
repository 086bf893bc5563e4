import { webApi } from '@slack/bolt';
import { scopes } from './scopes.ts';

export interface BotTokenFacts {
  workspace: string;
  /** Scopes that the token lacks; undefined where Slack doesn't tell which it has. */
  missing: string[] | undefined;
}

/** Whether Slack answered, and refuses; else nothing answered as Slack does. */
export const isRefused = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === webApi.ErrorCode.PlatformError;

const patienceMilliseconds = 5000;

const options = (apiUrl: string | undefined, timeout = patienceMilliseconds) => ({
  ...{ timeout, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logger: silent },
  ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
});

const nothing = () => undefined;
const silent = {
  ...{ debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, setName: nothing },
  getLevel: () => 'error' as never,
};

/**
 * Asks Slack whose the token is and what it may do.
 * @throws Error with Slack's own word for what is wrong, or with what is between here and Slack
 */
export async function inspectBotToken(
  token: string,
  apiUrl: string | undefined,
  milliseconds?: number,
): Promise<BotTokenFacts> {
  const found = await new webApi.WebClient(token, options(apiUrl, milliseconds)).auth.test();
  const granted = found.response_metadata?.scopes;
  return { workspace: found.team ?? '', missing: granted && scopes.filter((scope) => !granted.includes(scope)) };
}

/** Asks for a Socket Mode connection, and doesn't use it. @throws Error with Slack's own word for what is wrong */
export async function inspectAppToken(token: string, apiUrl: string | undefined): Promise<void> {
  await new webApi.WebClient(token, options(apiUrl)).apps.connections.open();
}
