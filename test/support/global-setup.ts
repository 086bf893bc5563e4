import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbedded } from '../../src/db/embedded.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** One mongod for the whole run, in a folder of its own. */
export default async function setUp(): Promise<void> {
  const folder = await temporaryFolder();
  const report = (line: string) => void process.stderr.write(`${line}\n`);
  try {
    const mongo = await startEmbedded({ dataDir: folder.path, variables: process.env, report });
    process.env['DIBS_TEST_MONGODB_URI'] = mongo.uri;
    process.env['DIBS_TEST_LEFT_DATABASES'] = join(folder.path, 'left');
    await mkdir(process.env['DIBS_TEST_LEFT_DATABASES']);
    Object.assign(globalThis, { testMongo: { mongo, folder } });
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
