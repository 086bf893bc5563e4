import type { Logger } from '@slack/bolt';
import { webApi } from '@slack/bolt';

/** Where tokens come from: one workspace's from the environment today, a store of installations later. */
export interface Workspaces {
  /** @throws when the bot isn't installed there */
  tokenOf(teamId: string): Promise<string>;
}

export interface Clients {
  /** For people who wait: gives up soon and never retries. */
  prompt(teamId: string): Promise<webApi.WebClient>;
  /** For background work: waits longer, and never retries, since who called knows what may be done twice. */
  patient(teamId: string): Promise<webApi.WebClient>;
}

/** An answer may wait so long for what it can do without. */
const soonMilliseconds = 1000;

/** What a call brings; nothing where Slack is slow or says no. For what makes an answer better, but isn't the answer. */
export async function ifSoon<T>(call: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), soonMilliseconds);
  });
  try {
    return await Promise.race([call.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Two clients a token, since a rate limit on one method pauses a whole client. */
export function createClients(
  workspaces: Workspaces,
  options: { apiUrl?: string | undefined; logger: Logger },
): Clients {
  const shared = { logger: options.logger, ...(options.apiUrl ? { slackApiUrl: options.apiUrl } : {}) };
  const kinds = {
    prompt: { ...shared, timeout: 2000, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    patient: { ...shared, timeout: 10_000, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
  };
  const known = new Map<string, webApi.WebClient>();

  async function client(kind: keyof typeof kinds, teamId: string) {
    const token = await workspaces.tokenOf(teamId);
    const key = `${kind} ${token}`;
    const found = known.get(key) ?? new webApi.WebClient(token, kinds[kind]);
    known.set(key, found);
    return found;
  }
  return { prompt: (teamId) => client('prompt', teamId), patient: (teamId) => client('patient', teamId) };
}
