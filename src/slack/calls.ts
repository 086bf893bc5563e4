import { webApi } from '@slack/bolt';
import type { Figures, SlackCallOutcome } from '../figures.ts';
import type { Log } from '../log.ts';

/** Does a call to Slack, and sees how it goes. */
export type WatchCall = <T>(method: string, call: () => Promise<T>) => Promise<T>;

function outcomeOf(error: unknown): SlackCallOutcome {
  if (error instanceof webApi.WebAPIRateLimitedError) return 'rate-limited';
  return error instanceof webApi.WebAPIPlatformError ? 'refused' : 'failed';
}

/** Times each call and counts it by its method and outcome. */
export function watchCalls(log: Log, figures: Figures): WatchCall {
  return async function watched(method, call) {
    const began = performance.now();
    const ended = (outcome: SlackCallOutcome) => {
      const seconds = (performance.now() - began) / 1000;
      figures.slackCall({ method, outcome, seconds });
      log.debug('call to Slack', { method, outcome, milliseconds: Math.round(seconds * 1000) });
    };
    try {
      const result = await call();
      ended('ok');
      return result;
    } catch (error) {
      ended(outcomeOf(error));
      throw error;
    }
  };
}

const families = ['chat', 'conversations', 'files', 'users', 'views'] as const;

/** Slack's methods that the bot calls, as its library declares them. */
export type SlackCalls = Pick<webApi.WebClient, (typeof families)[number]> & {
  auth: { teams: webApi.WebClient['auth']['teams'] };
};

/** Views and blocks as they are sent: given as objects, the library copies them for a line of a log that isn't written. */
function asSent(given: Record<string, unknown>): Record<string, unknown> {
  const text = (value: unknown) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value);
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, text(value)]));
}

/** The calls of one installation, all of them watched, by a client that others use as well. */
export function watchedCalls(client: webApi.WebClient, token: string, watch: WatchCall): SlackCalls {
  const call = (method: string) => (given: Record<string, unknown>) =>
    watch(method, () => client.apiCall(method, { ...asSent(given), token }));
  const family = (name: string) => new Proxy({}, { get: (_, method) => call(`${name}.${String(method)}`) });
  const calls = [...families.map((name) => [name, family(name)]), ['auth', { teams: family('auth.teams') }]];
  return Object.fromEntries(calls) as unknown as SlackCalls;
}
