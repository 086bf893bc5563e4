import { webApi } from '@slack/bolt';
import { scopes } from './scopes.ts';

export interface BotTokenFacts {
  workspace: string;
  /** Scopes that the token lacks; undefined where Slack doesn't tell which it has. */
  missing: string[] | undefined;
}

const options = (apiUrl: string | undefined) => ({
  ...{ timeout: 5000, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logger: silent },
  ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
});

const nothing = () => undefined;
const silent = {
  ...{ debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, setName: nothing },
  getLevel: () => 'error' as never,
};

/** Asks Slack whose the token is and what it may do. @throws Error with Slack's own word for what is wrong */
export async function inspectBotToken(token: string, apiUrl: string | undefined): Promise<BotTokenFacts> {
  const found = await new webApi.WebClient(token, options(apiUrl)).auth.test();
  const granted = found.response_metadata?.scopes;
  return { workspace: found.team ?? '', missing: granted && scopes.filter((scope) => !granted.includes(scope)) };
}

/** Asks for a Socket Mode connection, and doesn't use it. @throws Error with Slack's own word for what is wrong */
export async function inspectAppToken(token: string, apiUrl: string | undefined): Promise<void> {
  await new webApi.WebClient(token, options(apiUrl)).apps.connections.open();
}
