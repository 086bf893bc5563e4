import type { SlackCredentials } from '../config.ts';
import { type BotTokenFacts, inspectAppToken, inspectBotToken, isRefused } from '../slack/inspect.ts';
import { type Finding, fine, messageOf, wrong } from './finding.ts';

const reinstall = 'Install the app to the workspace again, from manifest.yml, and set SLACK_BOT_TOKEN anew.';

/** Where nothing answered as Slack does, which says nothing about the tokens. */
export function unreachable(error: unknown, apiUrl = 'https://slack.com/api/'): Finding {
  const remedy = `May this machine connect to ${apiUrl} (its network, a firewall, a proxy)? Nothing is known of the tokens.`;
  return wrong(`Slack can't be reached: ${messageOf(error)}`, remedy);
}

/** What there is to say of the one workspace's token, after so many milliseconds at most. */
export async function botTokenFindings(
  { botToken, apiUrl }: SlackCredentials,
  milliseconds?: number,
): Promise<Finding[]> {
  // Those of workspaces that install are in the database.
  if (botToken === undefined) return [];
  try {
    const facts = await inspectBotToken(botToken, apiUrl, milliseconds);
    return [fine(`Slack takes the bot token, of the workspace ${facts.workspace}`), scopes(facts)];
  } catch (error) {
    const refused = wrong(`Slack takes no bot token like this: ${messageOf(error)}`, reinstall);
    return [isRefused(error) ? refused : unreachable(error, apiUrl)];
  }
}

function scopes({ missing }: BotTokenFacts): Finding {
  if (missing === undefined) return fine("the bot token's scopes are not told by this server");
  if (missing.length === 0) return fine('the bot token has all scopes of manifest.yml');
  return wrong(`the bot token lacks scopes: ${missing.join(', ')}`, reinstall);
}

async function appToken({ appToken, apiUrl }: SlackCredentials): Promise<Finding[]> {
  if (!appToken) return [];
  try {
    await inspectAppToken(appToken, apiUrl);
    return [fine('Slack takes the app-level token, for Socket Mode')];
  } catch (error) {
    const remedy = 'Turn on Socket Mode, make an app-level token with connections:write, and set SLACK_APP_TOKEN.';
    const refused = wrong(`Slack takes no app-level token like this: ${messageOf(error)}`, remedy);
    return [isRefused(error) ? refused : unreachable(error, apiUrl)];
  }
}

/** What there is to say of the credentials. */
export async function slackFindings(slack: SlackCredentials | undefined): Promise<Finding[]> {
  if (!slack) return [fine('no Slack credentials, so the playground stands in for Slack')];
  return [...(await botTokenFindings(slack)), ...(await appToken(slack))];
}
