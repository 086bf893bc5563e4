import type mongoose from 'mongoose';

/** Counts a client's connections by what its driver tells of them. */
export function watchPool(client: mongoose.mongo.MongoClient) {
  const pool = { open: 0, inUse: 0 };
  client.on('connectionReady', () => pool.open++);
  client.on('connectionClosed', () => pool.open--);
  client.on('connectionCheckedOut', () => pool.inUse++);
  client.on('connectionCheckedIn', () => pool.inUse--);
  return () => ({ open: Math.max(0, pool.open), inUse: Math.max(0, pool.inUse) });
}
