import type { EmbeddedMongo } from '../../src/db/embedded.ts';
import type { TemporaryFolder } from './temporary-folder.ts';

export default async function tearDown(): Promise<void> {
  const { testMongo } = globalThis as unknown as { testMongo: { mongo: EmbeddedMongo; folder: TemporaryFolder } };
  await testMongo.mongo.stop();
  await testMongo.folder.remove();
}
