import type { SlackCredentials } from '../config.ts';
import { type BotTokenFacts, inspectAppToken, inspectBotToken } from '../slack/inspect.ts';
import { type Finding, fine, messageOf, wrong } from './finding.ts';

const reinstall = 'Install the app to the workspace again, from manifest.yml, and set SLACK_BOT_TOKEN anew.';

async function botToken({ botToken, apiUrl }: SlackCredentials): Promise<Finding[]> {
  // Those of workspaces that install are in the database.
  if (botToken === undefined) return [];
  try {
    const facts = await inspectBotToken(botToken, apiUrl);
    return [fine(`Slack takes the bot token, of the workspace ${facts.workspace}`), scopes(facts)];
  } catch (error) {
    return [wrong(`Slack takes no bot token like this: ${messageOf(error)}`, reinstall)];
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
    return [wrong(`Slack takes no app-level token like this: ${messageOf(error)}`, remedy)];
  }
}

/** What there is to say of the credentials. */
export async function slackFindings(slack: SlackCredentials | undefined): Promise<Finding[]> {
  if (!slack) return [fine('no Slack credentials, so the playground stands in for Slack')];
  return [...(await botToken(slack)), ...(await appToken(slack))];
}
