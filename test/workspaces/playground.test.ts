import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { readConfig } from '../../src/config.ts';
import { startPlay } from '../../src/play.ts';
import { pageOf } from '../playground/page.ts';
import { leaveDatabase, newMongoUri } from '../support/mongo.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('the playground installs by the very flow, at each start: tokens of its own, encrypted, that answer its people', async () => {
  const folder = await temporaryFolder();
  const mongodbUri = newMongoUri();
  const data = new mongoose.mongo.MongoClient(mongodbUri);
  const oauth = {
    ...{
      SLACK_API_URL: 'playground',
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'secret',
      SLACK_STATE_SECRET: 'state',
    },
    TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  };
  const given = { DATA_DIR: folder.path, PORT: '0', NODE_ENV: 'test', BCRYPT_COST: '4', LOG_LEVEL: 'error', ...oauth };
  const envelopes: string[] = [];
  try {
    for (const _ of ['first', 'second']) {
      const said: string[] = [];
      const stops: (() => Promise<void>)[] = [];
      const say = (line: string) => void said.push(line);
      const page = await pageOf(await startPlay({ config: readConfig(given), mongodbUri, stops, say }));
      expect(said).toEqual(['Installed by OAuth in Analytical and Differential.']);
      const installed = await data.db().collection('installations').find().toArray();
      expect(installed.map(({ name }) => name).sort()).toEqual(['Analytical', 'Differential']);
      for (const { botToken } of installed) expect(botToken).toMatch(/^v1\./);
      envelopes.push(...installed.map(({ botToken }) => botToken));
      // A form opens by the token alone.
      expect(await page.command('/account sign-up')).toMatchObject({ kind: 'modal' });
      for (const stop of stops.reverse()) await stop();
    }
    expect(new Set(envelopes).size).toBe(4);
  } finally {
    await data.close();
    await leaveDatabase(mongodbUri);
    await folder.remove();
  }
});
