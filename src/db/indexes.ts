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

/** Each is opened for this alone, which takes longer than to look that an index is there. */
const connections = 4;

/** The one place where indexes are built; on a large collection this may take minutes, so nothing bounds it. */
export async function buildIndexes(uri: string, connection: mongoose.Connection) {
  const builder = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 2000, maxPoolSize: connections });
  try {
    const database = builder.db();
    const build = async ([collection, indexes]: [string, IndexDescription[]]) => {
      // Indexes bring their collection with them.
      if (indexes.length > 0) await database.collection(collection).createIndexes(indexes);
      else await database.createCollection(collection).catch(unlessThere);
    };
    await Promise.all([...expectedIndexes(connection)].map(build));
  } finally {
    await builder.close();
  }
}

const namespaceExists = 48;

function unlessThere(error: { code?: number }) {
  if (error.code !== namespaceExists) throw error;
}
