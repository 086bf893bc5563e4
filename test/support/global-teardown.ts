import { rm } from 'node:fs/promises';
import type { EmbeddedMongo } from '../../src/db/embedded.ts';

export default async function tearDown(): Promise<void> {
  const { mongo, dataDir } = (globalThis as unknown as { testMongo: { mongo: EmbeddedMongo; dataDir: string } })
    .testMongo;
  await mongo.stop();
  await rm(dataDir, { recursive: true, force: true });
}
