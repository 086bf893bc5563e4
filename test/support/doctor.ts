import mongoose from 'mongoose';
import { startSlack } from '../../playground/slack.ts';
import { connectDatabase } from '../../src/db/connect.ts';
import { examine } from '../../src/doctor/doctor.ts';
import { leaveDatabase, newMongoUri } from './mongo.ts';

/** A database, a Slack and settings with which all is well, for a test to break. */
export async function startPatient() {
  const slack = await startSlack();
  const uri = newMongoUri();
  const client = new mongoose.mongo.MongoClient(uri);
  const { stores, close } = await connectDatabase(uri);
  while (await stores.migrations.next());
  await close();
  const { botToken, signingSecret, apiUrl } = slack;
  const variables: Record<string, string> = {
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: apiUrl,
    MONGODB_URI: uri,
  };

  return {
    slack,
    uri,
    client,
    variables,
    /** What the doctor says, and whether all is well. */
    async doctor(changes: Record<string, string> = {}) {
      const lines: string[] = [];
      const well = await examine({ ...variables, ...changes }, (line) => lines.push(line));
      const wrong = lines.filter((line) => line.startsWith('✗'));
      return { well, wrong, said: lines.join('\n') };
    },
    async stop() {
      await client.close();
      await leaveDatabase(uri);
      await slack.stop();
    },
  };
}

export type Patient = Awaited<ReturnType<typeof startPatient>>;
