import { type Config, readConfig } from '../config.ts';
import { startEmbedded } from '../db/embedded.ts';
import { databaseFindings } from './database.ts';
import { type Finding, fine, lineOf, messageOf, wrong } from './finding.ts';
import { slackFindings } from './slack.ts';

type Say = (line: string) => void;

/** Looks at all that Dibs needs, says in words what is wrong, and changes nothing. Returns whether all is well. */
export async function examine(variables: Record<string, string | undefined> | undefined, say: Say): Promise<boolean> {
  let well = true;
  const tell = (findings: Finding[]) => {
    for (const finding of findings) {
      say(lineOf(finding));
      well &&= finding.fine;
    }
  };
  let config: Config;
  try {
    config = readConfig(variables);
    tell([fine('the settings can be read')]);
  } catch (error) {
    tell([wrong(messageOf(error), 'Set them in the environment or in .env; .env.example has them all.')]);
    return well;
  }
  tell(await slackFindings(config.slack));
  tell(config.mongodbUri ? await databaseFindings(config.mongodbUri, config) : await embeddedFindings(config, say));
  say(well ? 'All is well.' : 'Something is wrong: see ✗ above.');
  return well;
}

/** The embedded MongoDB runs only while its bot does, which keeps its address to itself. */
async function embeddedFindings(config: Config, report: Say): Promise<Finding[]> {
  const { dataDir, variables } = config;
  try {
    const mongo = await startEmbedded({ dataDir, variables, report });
    try {
      return await databaseFindings(mongo.uri, config);
    } finally {
      await mongo.stop();
    }
  } catch (error) {
    if (!messageOf(error).includes('already runs')) return [wrong(messageOf(error), 'Or set MONGODB_URI.')];
    return [fine(`the embedded MongoDB runs in ${dataDir}; stop the bot to have what is in it looked at`)];
  }
}
