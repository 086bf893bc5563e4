import mongoose from 'mongoose';

/** The bot's database with the plain driver, for what does as little with it as can be done. */

const client = new mongoose.mongo.MongoClient(process.env['MONGODB_URI'] ?? '', {
  maxPoolSize: 50,
  writeConcern: { w: 'majority' },
});
await client.connect();

export interface Named extends Record<string, unknown> {
  _id: string;
}

export const collection = (name: string) => client.db().collection<Named>(name);
