import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import { until } from '../support/until.ts';
import { keptMilliseconds } from '../support/world.ts';

type Documents = Record<string, unknown>[];
type State = Record<string, Documents>;

/** Every delivery leaves its key, every wrong password its count, every message its pace; migrations go on. */
const beside = ['deliveries', 'passwordTries', 'migrations', 'paces'];

export interface SavedState {
  /** What was saved. */
  state: State;
  now(): Promise<State>;
  /** Puts back what was saved. */
  restore(): Promise<void>;
  /** Of the one saved document that has these fields. */
  idOf(collection: string, fields: Record<string, unknown>): string;
  close(): Promise<void>;
}

/** All that a database holds, read straight from it: to see that nothing changed, and to go back to it. */
export async function saveState(uri: string): Promise<SavedState> {
  const client = new mongoose.mongo.MongoClient(uri);
  const database = client.db();
  const names = (await database.listCollections().toArray())
    .map(({ name }) => name)
    .filter((name) => !beside.includes(name));

  const all = (name: string): Promise<Documents> => database.collection(name).find().sort({ _id: 1 }).toArray();

  /** One of the documents of each collection, in one call: hardly anything changes from one look to the next. */
  async function hashes(): Promise<Record<string, string>> {
    return (await database.command({ dbHash: 1, collections: names }))['collections'];
  }

  /** The names of what isn't as it was saved. */
  async function changed(): Promise<string[]> {
    const current = await hashes();
    return names.filter((name) => current[name] !== saved[name]);
  }

  async function now(): Promise<State> {
    const read = (await changed()).map(async (name) => [name, await all(name)] as const);
    return { ...state, ...Object.fromEntries(await Promise.all(read)) };
  }

  /** The sweep would go on in what is put back. */
  async function swept() {
    const marked = { deletedAt: { $ne: null } };
    const count = (name: string) => database.collection(name).countDocuments(marked);
    await until(async () => (await count('groups')) + (await count('projects')) === 0);
  }

  const saved = await hashes();
  const state: State = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await all(name)] as const)),
  );
  return {
    state,
    now,
    async restore() {
      await swept();
      for (const name of await changed()) {
        await database.collection(name).deleteMany({});
        const documents = state[name] ?? [];
        if (documents.length > 0) await database.collection(name).insertMany(documents);
      }
      // What a bot keeps of what was there is seen nowhere but in what it says next.
      await wait(keptMilliseconds);
    },
    idOf(collection, fields) {
      const matches = (document: Record<string, unknown>) =>
        Object.entries(fields).every(([name, value]) => document[name] === value);
      const found = (state[collection] ?? []).filter(matches);
      if (found.length !== 1) throw new Error(`${found.length} of ${collection} have ${JSON.stringify(fields)}`);
      return String(found[0]?.['_id']);
    },
    close: () => client.close(),
  };
}
