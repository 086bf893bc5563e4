import type { Config } from '../config.ts';
import { type DatabaseInspection, inspectDatabase } from '../db/inspect.ts';
import { requirements } from '../db/requirements.ts';
import { type Finding, fine, messageOf, wrong } from './finding.ts';
import { installationFindings } from './installations.ts';

type Check = (database: DatabaseInspection) => Promise<Finding>;

const mostTransactionSeconds = 30;

async function needed(database: DatabaseInspection): Promise<Finding[]> {
  const server = await database.server();
  return requirements.map(({ isMet, met, unmet, remedy }) =>
    isMet(server) ? fine(met(server)) : wrong(unmet(server), remedy),
  );
}

const transactions: Check = async (database) => {
  const seconds = await database.transactionSeconds();
  if (seconds === undefined) return fine('transactionLifetimeLimitSeconds is not told by this server');
  if (seconds <= mostTransactionSeconds) return fine(`transactionLifetimeLimitSeconds is ${seconds}`);
  return wrong(
    `transactionLifetimeLimitSeconds is ${seconds}: what a killed process had open locks its documents for so long`,
    'Set it to 5: db.adminCommand({ setParameter: 1, transactionLifetimeLimitSeconds: 5 }), and in mongod.conf.',
  );
};

const schema: Check = async (database) => {
  const newer = await database.newerSchema();
  return newer ? wrong(newer, 'Run the doctor of that version.') : fine('a schema that this version knows');
};

/** What start-up makes of an empty database isn't missing yet. */
async function isNew(database: DatabaseInspection): Promise<boolean> {
  const { present, missing, different, extra } = await database.indexes();
  return missing.length > 0 && present + different.length + extra.length === 0;
}

const indexes: Check = async (database) => {
  const { present, missing, different, extra } = await database.indexes();
  const several = [
    ...missing.map((index) => `missing: ${index}`),
    ...different.map((index) => `different: ${index}`),
    ...extra.map((index) => `not of Dibs: ${index}`),
  ];
  if (several.length === 0) return fine(`all ${present} indexes`);
  const remedies = [
    missing.length > 0 ? 'Start the bot, which builds missing ones.' : '',
    different.length > 0 ? 'Drop different ones, and start the bot.' : '',
    extra.length > 0 ? 'Drop those not of Dibs unless you know what needs them: each makes every write dearer.' : '',
  ];
  return wrong(`${several.length} indexes are not as they should be: ${several.join('; ')}`, remedies.join(' ').trim());
};

const migrations: Check = async (database) => {
  const unfinished = await database.unfinishedMigrations();
  if (unfinished.length === 0) return fine('all migrations are done');
  return wrong(
    `migrations under way: ${unfinished.join('; ')}`,
    'A running bot does them by itself: look again later.',
  );
};

const longestWaitSeconds = 15 * 60;

const outbox: Check = async (database) => {
  const { waiting, oldestSeconds, givenUp, reasons } = await database.outbox(new Date());
  const minutes = Math.round(oldestSeconds / 60);
  const why = reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
  const state = `outbox: ${waiting} messages wait, the oldest for ${minutes} min; ${givenUp} given up${why}`;
  if (givenUp > 0)
    return wrong(state, 'Slack didn\'t take those for a day or for good: the log says why at "letter …, is given up".');
  if (oldestSeconds > longestWaitSeconds)
    return wrong(
      state,
      'Is a bot running, and can it reach Slack? Its log says what fails at "letter …, will be tried again".',
    );
  return fine(state);
};

/** In this order; none needs the one before it. */
const ofServer: readonly Check[] = [transactions, schema];
const ofContents: readonly Check[] = [indexes, migrations, outbox];

/** What to do where the database can't be reached. */
export const databaseRemedy = 'Is it running, does MONGODB_URI name it, and may this machine and user connect to it?';

/** What there is to say of the database at this address. */
export async function databaseFindings(uri: string, config: Pick<Config, 'slack' | 'publicUrl'>): Promise<Finding[]> {
  let database: DatabaseInspection;
  try {
    database = await inspectDatabase(uri, config.slack?.oauth?.encryptionKeys);
  } catch (error) {
    return [wrong(`the database can't be reached: ${messageOf(error)}`, databaseRemedy)];
  }
  try {
    const findings = [fine('the database answers'), ...(await findingsOf(database))];
    if (!config.slack?.oauth) return findings;
    const installed = installationFindings(database, config).catch((error) => [unasked(error)]);
    return [...findings, ...(await installed)];
  } finally {
    await database.close();
  }
}

export async function findingsOf(database: DatabaseInspection): Promise<Finding[]> {
  const findings = await needed(database).catch((error) => [unasked(error)]);
  const look = async (checks: readonly Check[]) => {
    for (const check of checks) findings.push(await check(database).catch(unasked));
  };
  await look(ofServer);
  if (await isNew(database).catch(() => false))
    return [...findings, fine('the database is new: the bot builds its indexes when it starts')];
  await look(ofContents);
  return findings;
}

function unasked(error: unknown): Finding {
  return wrong(`the database didn't tell: ${messageOf(error)}`, 'May the user of MONGODB_URI read that?');
}
