import { createHash, randomBytes } from 'node:crypto';
import type { OAuthClient } from '../../playground/oauth.ts';
import { freePort } from '../../src/db/free-port.ts';

/** A client id and secret for an app that workspaces install. */
export function someClient(): OAuthClient {
  const name = randomBytes(8).toString('hex');
  return { clientId: `${name}.client`, clientSecret: createHash('sha256').update(name).digest('hex') };
}

/** What a bot process needs to be installed by such a client, instead of a token of its own; always on one port. */
export async function installable({ clientId, clientSecret }: OAuthClient): Promise<Record<string, string>> {
  const port = String(await freePort());
  return {
    ...{ SLACK_BOT_TOKEN: '', SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret },
    ...{ SLACK_STATE_SECRET: 'a-state-secret', TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64') },
    ...{ PORT: port, PUBLIC_URL: `http://localhost:${port}` },
  };
}
