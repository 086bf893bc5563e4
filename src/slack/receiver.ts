import { defaultProcessEventErrorHandler, HTTPModuleFunctions, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { DatabaseAway } from '../domain/refusal.ts';
import type { Log } from '../log.ts';
import { boltLogger } from './logger.ts';

/** S1: a larger request gets 413. */
const mostBodyBytes = 1024 * 1024;

interface Options {
  /** For HTTP. */
  signingSecret?: string | undefined;
  /** For Socket Mode, which is used where it is given. */
  appToken?: string | undefined;
  apiUrl?: string | undefined;
  log: Log;
}

/** How Slack's requests come in. What fails since the database is away stays unacknowledged, and Slack sends it again. */
export function createReceiver({ signingSecret = '', appToken, apiUrl, log }: Options) {
  const logger = boltLogger(log);

  function comesAgain(error: unknown): boolean {
    if (error instanceof DatabaseAway) log.warn('an event was not taken; Slack sends it again', error);
    return error instanceof DatabaseAway;
  }

  if (appToken)
    return new SocketModeReceiver({
      appToken,
      logger,
      installerOptions: { clientOptions: apiUrl ? { slackApiUrl: apiUrl } : {} },
      processEventErrorHandler: async (given) => !comesAgain(given.error) && defaultProcessEventErrorHandler(given),
    });
  return new HTTPReceiver({
    signingSecret,
    logger,
    bodyLimit: mostBodyBytes,
    processEventErrorHandler: async (given) => {
      if (!comesAgain(given.error)) return HTTPModuleFunctions.defaultProcessEventErrorHandler(given);
      given.response.writeHead(503).end();
      return true;
    },
  });
}
