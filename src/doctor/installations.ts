import type { Config } from '../config.ts';
import type { DatabaseInspection, InstalledToken } from '../db/inspect.ts';
import { inspectBotToken, isRefused } from '../slack/inspect.ts';
import { type Finding, fine, messageOf, wrong } from './finding.ts';
import { unreachable } from './slack.ts';

/** So many tokens are shown to Slack, those that were installed last. */
const mostAsked = 20;

/**
 * Undefined where the token is good for all that the app does; else what is wrong with it.
 * @throws Error where Slack can't be reached
 */
async function complaint({ name, id, token }: InstalledToken, apiUrl: string | undefined): Promise<string | undefined> {
  try {
    const { missing = [] } = await inspectBotToken(token, apiUrl);
    return missing.length > 0 ? `${name} (${id}) lacks scopes: ${missing.join(', ')}` : undefined;
  } catch (error) {
    if (!isRefused(error)) throw error;
    return `${name} (${id}): ${messageOf(error)}`;
  }
}

/** What there is to say of the workspaces that have installed the app. */
export async function installationFindings(
  database: DatabaseInspection,
  { slack, publicUrl }: Pick<Config, 'slack' | 'publicUrl'>,
): Promise<Finding[]> {
  const { installed, unnamedKeys } = await database.installations();
  if (unnamedKeys.length > 0)
    return [
      wrong(
        `tokens are encrypted with keys that TOKEN_ENCRYPTION_KEY doesn't name; their ids are ${unnamedKeys.join(', ')}`,
        'Name them behind the new one, after a comma, until all are encrypted anew.',
      ),
    ];
  const counted = fine(`${installed} workspaces and organisations have installed the app`);
  const tokens = await database.tokens(mostAsked);
  const asked = tokens.map((token) => complaint(token, slack?.apiUrl));
  try {
    const complaints = (await Promise.all(asked)).filter(Boolean);
    if (complaints.length === 0) return [counted, fine(`Slack takes the tokens of the latest ${tokens.length}`)];
    const again = `Have the app installed there again, at ${publicUrl ?? 'PUBLIC_URL'}/slack/install.`;
    return [counted, wrong(`Slack doesn't take each token as it should: ${complaints.join('; ')}`, again)];
  } catch (error) {
    return [counted, unreachable(error, slack?.apiUrl)];
  }
}
