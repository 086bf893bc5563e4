import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import {
  AuthorizationError,
  InstallProvider,
  InvalidStateError,
  MissingStateError,
  type StateStore,
} from '@slack/oauth';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { DatabaseAway } from '../domain/refusal.ts';
import type { Log } from '../log.ts';
import type { Page } from '../server.ts';
import type { WorkspaceService } from '../services/workspaces.ts';
import { failures, sendFailure, sendSuccess } from './install-pages.ts';
import { fromSlack, installationStore } from './installation-store.ts';
import { boltLogger } from './logger.ts';
import { scopes } from './scopes.ts';

const redirectPath = '/slack/oauth_redirect';
const slackApi = 'https://slack.com/api/';
const slackMilliseconds = 5000;
/** Anybody may begin, and each beginning is stored for ten minutes: so many a minute are taken by one process. */
const mostBegun = { points: 60, duration: 60 };

interface Installing {
  clientId: string;
  clientSecret: string;
  stateSecret: string;
}
interface Options {
  /** Where browsers reach the bot; undefined, with the playground: on this machine. */
  publicUrl?: string | undefined;
  apiUrl?: string | undefined;
  clock: () => Date;
  log: Log;
}

/** The pages, by path, over which workspaces and organisations install the app. */
export function installPages(workspaces: WorkspaceService, installing: Installing, options: Options) {
  const { publicUrl, apiUrl = slackApi, clock, log } = options;
  const { clientId, clientSecret, stateSecret } = installing;
  const provider = new InstallProvider({
    clientId,
    clientSecret,
    stateStore: onceOnly(workspaces, stateSecret, clock),
    installationStore: installationStore(workspaces, clock),
    // The way there is Slack's own page, which asks; it needs no page of ours before it.
    directInstall: true,
    authorizationUrl: new URL('/oauth/v2/authorize', apiUrl).href,
    // Its errors are anybody's who comes with a state that isn't theirs: what matters is logged below. Its details have secrets.
    logger: { ...boltLogger(log), error: log.debug, debug: () => undefined },
    clientOptions: {
      slackApiUrl: apiUrl,
      timeout: slackMilliseconds,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  });

  const begun = new RateLimiterMemory(mostBegun);
  const mayBegin = () =>
    begun.consume('anybody').then(
      () => true,
      () => false,
    );

  const redirectUri = ({ socket }: IncomingMessage) =>
    (publicUrl ?? `http://localhost:${socket.localPort}`) + redirectPath;

  return {
    '/slack/install': looked(async (request, response) => {
      if (!(await mayBegin())) return sendFailure(response, failures.busy);
      try {
        await provider.handleInstallPath(request, response, {}, { scopes, redirectUri: redirectUri(request) });
      } catch (error) {
        log.warn('an installation could not begin', error);
        sendFailure(response, failures.away);
      }
    }),
    [redirectPath]: looked(async (request, response) => {
      await provider.handleCallback(request, response, {
        success: (installation) =>
          sendSuccess(response, fromSlack(installation, clock()), new URL('/app_redirect', apiUrl)),
        failure: (error) => {
          const failure = reason(error);
          log[failure.status < 500 ? 'info' : 'warn']('an installation was not finished', error);
          sendFailure(response, failure);
        },
      });
    }),
  };
}

/** A page to which nothing is sent. */
function looked(page: Page): Page {
  return async (request, response) => {
    if (request.method === 'GET') return page(request, response);
    response.writeHead(405, { allow: 'GET' }).end();
  };
}

function reason(error: unknown) {
  if (error instanceof DatabaseAway) return failures.away;
  if (error instanceof InvalidStateError || error instanceof MissingStateError) return failures.state;
  return error instanceof AuthorizationError ? failures.denied : failures.slack;
}

/** A state is stored when it is given out and taken away when it comes back; its signature shows that it is ours. */
function onceOnly(workspaces: WorkspaceService, secret: string, clock: () => Date): StateStore {
  const sign = (id: string) => createHmac('sha256', secret).update(id).digest();
  return {
    async generateStateParam({ redirectUri = '' }) {
      const id = randomBytes(24).toString('base64url');
      await workspaces.beginInstalling(id, redirectUri, clock());
      return `${id}.${sign(id).toString('base64url')}`;
    },
    async verifyStateParam(_, state) {
      const [id = '', signature = ''] = state.split('.');
      const given = Buffer.from(signature, 'base64url');
      const signed = given.length === sign(id).length && timingSafeEqual(given, sign(id));
      const redirectUri = signed ? await workspaces.endInstalling(id, clock()) : undefined;
      if (redirectUri === undefined) throw new InvalidStateError('the state was used before, is too old or not ours');
      return { scopes, redirectUri };
    },
  };
}
