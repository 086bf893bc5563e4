import mongoose from 'mongoose';

export type IndexDescription = mongoose.mongo.IndexDescription & { name: string };

/** MongoDB's own way of naming an index that has no name. */
const nameOf = (key: Record<string, unknown>) =>
  Object.entries(key)
    .map((part) => part.join('_'))
    .join('_');

/** The indexes that each collection of the connection's models shall have, by the collection's name. */
export function expectedIndexes(connection: mongoose.Connection): Map<string, IndexDescription[]> {
  const models = Object.values(connection.models);
  return new Map(
    models.map(({ collection, schema }) => {
      const indexes = schema.indexes().map(([key, spec]) => ({ key, ...spec, name: nameOf(key) }));
      return [collection.name, indexes as IndexDescription[]];
    }),
  );
}

/** Connections that build at once; each is opened for this alone. */
const builders = 4;

/** The one place where indexes are built; on a large collection this may take minutes, so nothing bounds it. */
export async function buildIndexes(uri: string, connection: mongoose.Connection) {
  const builder = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 2000, maxPoolSize: builders });
  try {
    const database = builder.db();
    const there = new Set((await database.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
    const build = async ([collection, indexes]: [string, IndexDescription[]]) => {
      if (!there.has(collection)) await database.createCollection(collection).catch(unlessThere);
      if (indexes.length > 0) await database.collection(collection).createIndexes(indexes);
    };
    await Promise.all([...expectedIndexes(connection)].map(build));
  } finally {
    await builder.close();
  }
}

const namespaceExists = 48;

/** Another process that starts may have been quicker. */
function unlessThere(error: { code?: number }) {
  if (error.code !== namespaceExists) throw error;
}
