import mongoose from 'mongoose';
import { storesOn } from '../../src/db/stores.ts';

const connection = mongoose.createConnection();
storesOn(connection);
const schemas = new Map(Object.values(connection.models).map(({ collection, schema }) => [collection.name, schema]));

/** Written by a library, with ids of its own. */
const withoutSchema = ['passwordTries'];

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string') ? 'Strings' : 'Array';
  if (value instanceof Date) return 'Date';
  return value === null ? 'null' : typeof value;
}

const allowed: Record<string, string[]> = {
  String: ['string'],
  Number: ['number'],
  Boolean: ['boolean'],
  Date: ['Date', 'null'],
  Array: ['Strings', 'Array'],
  Embedded: ['object'],
};

/** Stored keys and values that their schemas don't have (S2). */
export function unexpected(documents: Record<string, Record<string, unknown>[]>): string[] {
  return Object.entries(documents).flatMap(([collection, records]) => {
    if (withoutSchema.includes(collection)) return [];
    const schema = schemas.get(collection);
    if (!schema) return [`the collection ${collection}`];
    return records.flatMap((record) =>
      Object.entries(record)
        .filter(([key, value]) => !allowed[schema.path(key)?.instance ?? '']?.includes(typeOf(value)))
        .map(([key, value]) => `${collection}.${key}: ${JSON.stringify(value)}`),
    );
  });
}
