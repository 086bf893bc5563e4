import type { Logger, webApi } from '@slack/bolt';
import { Agent, request } from 'undici';
import { type WatchCall, watchedClient } from './calls.ts';

/** Where tokens come from: given from the start, or those of the installations. */
export interface Workspaces {
  /** @throws when the bot isn't installed there */
  tokenOf(installationId: string): Promise<string>;
  /** The workspace is served by its organisation's installation. */
  belongs(teamId: string, enterpriseId: string): Promise<void>;
  /** The app is gone from there, or its tokens are; an installation after `at` stays. */
  uninstalled(installationId: string, at: Date): Promise<void>;
}

/** One workspace, or several of known tokens: only who runs the bot gives these and takes them away. */
export function givenWorkspaces(botToken: string, botTokens: Record<string, string> = {}): Workspaces {
  return {
    tokenOf: async (installationId) => botTokens[installationId] ?? botToken,
    belongs: async () => undefined,
    uninstalled: async () => undefined,
  };
}

/** Clients by the installation that answers: that of the workspace the bot is asked in, or of its organisation. */
export interface Clients {
  /** For people who wait: gives up soon and never retries. */
  prompt(installationId: string): Promise<webApi.WebClient>;
  /** For background work: waits longer, and never retries, since who called knows what may be done twice. */
  patient(installationId: string): Promise<webApi.WebClient>;
  /** Sends a message to a response URL, which takes five within 30 minutes. @throws where Slack doesn't take it */
  respond(responseUrl: string, message: Record<string, unknown>): Promise<void>;
}

const responseUrlMilliseconds = 2000;
/** undici's own request takes a quarter of fetch's processor time, and each button that is pressed is answered by one. */
const dispatcher = new Agent({
  connect: { timeout: responseUrlMilliseconds },
  headersTimeout: responseUrlMilliseconds,
  bodyTimeout: responseUrlMilliseconds,
});

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

/** Two clients an installation, since a rate limit on one method pauses a whole client. */
export function createClients(
  workspaces: Workspaces,
  options: { apiUrl?: string | undefined; logger: Logger; watch: WatchCall },
): Clients {
  const shared = { logger: options.logger, ...(options.apiUrl ? { slackApiUrl: options.apiUrl } : {}) };
  const kinds = {
    prompt: { ...shared, timeout: 2000, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    patient: { ...shared, timeout: 10_000, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
  };
  const known = new Map<string, webApi.WebClient>();

  async function client(kind: keyof typeof kinds, installationId: string) {
    const token = await workspaces.tokenOf(installationId);
    const key = `${kind} ${installationId}`;
    const found = known.get(key);
    // Another token since: it was installed again.
    if (found?.token === token) return found;
    const made = watchedClient(token, kinds[kind], options.watch);
    known.set(key, made);
    return made;
  }
  async function respond(responseUrl: string, message: Record<string, unknown>) {
    const { statusCode, body } = await request(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      dispatcher,
    });
    await body.dump();
    if (statusCode !== 200) throw new Error(`Slack took no answer at the response URL: ${statusCode}`);
  }

  return {
    prompt: (id) => client('prompt', id),
    patient: (id) => client('patient', id),
    respond: (url, message) => options.watch('response_url', () => respond(url, message)),
  };
}
