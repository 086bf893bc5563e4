import { createHash, randomBytes } from 'node:crypto';
import type { OAuthClient } from '../../playground/oauth.ts';

/** A client id and secret for an app that workspaces install. */
export function someClient(): OAuthClient {
  const name = randomBytes(8).toString('hex');
  return { clientId: `${name}.client`, clientSecret: createHash('sha256').update(name).digest('hex') };
}
