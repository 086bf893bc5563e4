import type { Logger, webApi } from '@slack/bolt';
import { type WatchCall, watchedClient } from './calls.ts';

/** Where tokens come from: one workspace's from the environment today, a store of installations later. */
export interface Workspaces {
  /** @throws when the bot isn't installed there */
  tokenOf(teamId: string): Promise<string>;
}

export interface Clients {
  /** For people who wait: gives up soon and never retries. */
  prompt(teamId: string): Promise<webApi.WebClient>;
  /** For background work: keeps to Slack's pace and tries again. */
  patient(teamId: string): Promise<webApi.WebClient>;
  /** Sends a message to a response URL, which takes five within 30 minutes. @throws where Slack doesn't take it */
  respond(responseUrl: string, message: Record<string, unknown>): Promise<void>;
}

const responseUrlMilliseconds = 2000;

/** Two clients a token, since a rate limit on one method pauses a whole client. */
export function createClients(
  workspaces: Workspaces,
  options: { apiUrl?: string | undefined; logger: Logger; watch: WatchCall },
): Clients {
  const shared = { logger: options.logger, ...(options.apiUrl ? { slackApiUrl: options.apiUrl } : {}) };
  const kinds = {
    prompt: { ...shared, timeout: 2000, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    patient: { ...shared, timeout: 10_000, retryConfig: { retries: 1 }, rejectRateLimitedCalls: true },
  };
  const known = new Map<string, webApi.WebClient>();

  async function client(kind: keyof typeof kinds, teamId: string) {
    const token = await workspaces.tokenOf(teamId);
    const key = `${kind} ${token}`;
    const found = known.get(key) ?? watchedClient(token, kinds[kind], options.watch);
    known.set(key, found);
    return found;
  }

  async function respond(responseUrl: string, message: Record<string, unknown>) {
    const response = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(responseUrlMilliseconds),
    });
    if (!response.ok) throw new Error(`Slack took no answer at the response URL: ${response.status}`);
  }

  return {
    prompt: (teamId) => client('prompt', teamId),
    patient: (teamId) => client('patient', teamId),
    respond: (url, message) => options.watch('response_url', () => respond(url, message)),
  };
}
