import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../src/db/embedded.ts';

/** One mongod for the whole run. */
export default async function setUp(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dibs-test-'));
  const report = (line: string) => void process.stderr.write(`${line}\n`);
  const mongo = await startEmbedded({ dataDir, variables: process.env, report });
  process.env['TEST_MONGODB_URI'] = mongo.uri;
  Object.assign(globalThis, { testMongo: { mongo, dataDir } });
}
