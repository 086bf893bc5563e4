import { webApi } from '@slack/bolt';
import type { Figures, SlackCallOutcome } from '../figures.ts';
import type { Log } from './logger.ts';

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

type ClientOptions = ConstructorParameters<typeof webApi.WebClient>[1];

/** A client all of whose calls are watched. */
export function watchedClient(token: string, options: ClientOptions, watch: WatchCall): webApi.WebClient {
  class WatchedClient extends webApi.WebClient {
    override apiCall(...given: Parameters<webApi.WebClient['apiCall']>) {
      return watch(given[0], () => super.apiCall(...given));
    }
  }
  return new WatchedClient(token, options);
}
