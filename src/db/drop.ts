import mongoose from 'mongoose';

/** Empties a database, collections and all. Nothing may be connected to it that expects its indexes. */
export async function dropDatabase(uri: string): Promise<void> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 2000 });
  try {
    await client.db().dropDatabase();
  } finally {
    await client.close();
  }
}
