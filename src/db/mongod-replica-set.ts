import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';

const readyMilliseconds = 60_000;
const codes = { alreadyInitialized: 23, notYetInitialized: 94 };

/**
 * Waits until the mongod on this port listens, makes it a replica set of one node under this port's name, and waits
 * until it takes writes. Returns or throws early when `gone` is aborted.
 */
export async function makePrimary(port: number, gone: AbortSignal): Promise<void> {
  const host = `127.0.0.1:${port}`;
  const client = new mongoose.mongo.MongoClient(`mongodb://${host}/?directConnection=true`, {
    // A crashed server on a large folder replays its journal before it listens.
    serverSelectionTimeoutMS: readyMilliseconds,
    minHeartbeatFrequencyMS: 50,
    heartbeatFrequencyMS: 500,
  });
  const admin = client.db('admin');
  const deadline = Date.now() + readyMilliseconds;
  // What waits for a server that is gone fails at once.
  gone.addEventListener('abort', () => void client.close());
  try {
    while (!gone.aborted) {
      if (Date.now() > deadline) throw new Error('mongod did not become ready for writes in time');
      const hello = await unlessAway(() => admin.command({ hello: 1 }));
      if (hello?.['me'] === host && hello['isWritablePrimary']) return;
      if (hello && hello['me'] !== host) await unlessAway(() => configure(admin, host));
      await wait(20);
    }
  } finally {
    await client.close();
  }
}

/** The first start creates the set; a later one on another port renames its only member. */
async function configure(admin: mongoose.mongo.Db, host: string): Promise<void> {
  const members = [{ _id: 0, host }];
  const settings = { electionTimeoutMillis: 1000, heartbeatIntervalMillis: 500 };
  const known = await unlessCode(codes.notYetInitialized, () => admin.command({ replSetGetConfig: 1 }));
  if (!known) {
    const config = { _id: 'dibs', members, settings };
    // A server that is still reading its configuration says first that it has none, then that it has one.
    await unlessCode(codes.alreadyInitialized, () => admin.command({ replSetInitiate: config }));
    return;
  }
  const config = known['config'];
  if (config.members[0].host === host) return;
  const renamed = { ...config, version: config.version + 1, members: [{ ...config.members[0], host }] };
  await admin.command({ replSetReconfig: renamed, force: true });
}

async function unlessAway<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    // A new configuration closes the connections.
    if (error instanceof mongoose.mongo.MongoNetworkError) return undefined;
    throw error;
  }
}

async function unlessCode<T>(code: number, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoServerError && error.code === code) return undefined;
    throw error;
  }
}
