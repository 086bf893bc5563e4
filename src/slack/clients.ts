import { type Logger, webApi } from '@slack/bolt';
import { Agent, request } from 'undici';
import { type SlackCalls, type WatchCall, watchedCalls } from './calls.ts';

/** Where tokens come from: given from the start, or those of the installations. */
export interface Workspaces {
  /** @throws when the bot isn't installed there */
  tokenOf(installationId: string): Promise<string>;
  /** The workspace is served by its organisation's installation. */
  belongs(teamId: string, enterpriseId: string, at: Date): Promise<void>;
  /** The app is gone from there, or its tokens are; an installation after `at` stays. */
  uninstalled(installationId: string, at: Date): Promise<void>;
  /** An organisation's installation serves these workspaces no longer, or again. */
  revoked(teamIds: readonly string[], enterpriseId: string, at: Date): Promise<void>;
  granted(teamIds: readonly string[], enterpriseId: string, at: Date): Promise<void>;
}

/** One workspace, or several of known tokens: only who runs the bot gives these and takes them away. */
export function givenWorkspaces(botToken: string, botTokens: Record<string, string> = {}): Workspaces {
  const nothing = async () => undefined;
  return {
    tokenOf: async (installationId) => botTokens[installationId] ?? botToken,
    belongs: nothing,
    uninstalled: nothing,
    revoked: nothing,
    granted: nothing,
  };
}

/** Calls by the installation that answers: that of the workspace the bot is asked in, or of its organisation. */
export interface Clients {
  /** For people who wait: gives up soon and never retries. */
  prompt(installationId: string): Promise<SlackCalls>;
  /** For background work: waits longer, and never retries, since who called knows what may be done twice. */
  patient(installationId: string): Promise<SlackCalls>;
  /** Sends a message to a response URL, which takes five within 30 minutes. @throws where Slack doesn't take it */
  respond(responseUrl: string, message: Record<string, unknown>): Promise<void>;
}

const responseUrlMilliseconds = 2000;
const responseUrls = new Agent({
  connect: { timeout: responseUrlMilliseconds },
  headersTimeout: responseUrlMilliseconds,
  bodyTimeout: responseUrlMilliseconds,
});

/** The clients end their calls themselves. */
const webApiCalls = new Agent();

/** In fetch's place: undici's own request takes a quarter of its processor time. */
const fetchByRequest: webApi.FetchFunction = async (url, init = {}) => {
  const { headers, body, signal } = init;
  // Files go another way (files.ts): here a body is text.
  const given = { method: 'POST' as const, headers: headers ?? {}, body: body as string, signal: signal ?? null };
  const { statusCode: status, ...answer } = await request(url, { ...given, dispatcher: webApiCalls });
  const received = new Map(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
  const content = await answer.body.arrayBuffer();
  const text = () => Buffer.from(content).toString();
  return {
    ...{ url: String(url), status, statusText: '', ok: status === 200 },
    headers: { get: (name) => received.get(name.toLowerCase()) ?? null, entries: () => received.entries() },
    arrayBuffer: async () => content,
    json: async () => JSON.parse(text()),
    text: async () => text(),
  };
};

/** Of all workspaces: one that Slack is slow for leaves room for the others. */
const mostAtOnce = 1000;

/** Two clients for all installations, which pass their tokens with each call: a client weighs some 50 KiB. */
export function createClients(
  workspaces: Workspaces,
  options: { apiUrl?: string | undefined; logger: Logger; watch: WatchCall },
): Clients {
  const shared = {
    fetch: fetchByRequest,
    logger: options.logger,
    ...(options.apiUrl ? { slackApiUrl: options.apiUrl } : {}),
    retryConfig: { retries: 0 },
    // Rejected, a call that is rate-limited pauses no others.
    rejectRateLimitedCalls: true,
    maxRequestConcurrency: mostAtOnce,
  };
  const prompt = new webApi.WebClient(undefined, { ...shared, timeout: 2000 });
  const patient = new webApi.WebClient(undefined, { ...shared, timeout: 10_000 });

  async function respond(responseUrl: string, message: Record<string, unknown>) {
    const { statusCode, body } = await request(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      dispatcher: responseUrls,
    });
    await body.dump();
    if (statusCode !== 200) throw new Error(`Slack took no answer at the response URL: ${statusCode}`);
  }

  return {
    prompt: async (id) => watchedCalls(prompt, await workspaces.tokenOf(id), options.watch),
    patient: async (id) => watchedCalls(patient, await workspaces.tokenOf(id), options.watch),
    respond: (url, message) => options.watch('response_url', () => respond(url, message)),
  };
}
