import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type mongoose from 'mongoose';
import { openDatabase } from '../../src/db/connect.ts';
import { storesOn } from '../../src/db/stores.ts';
import { newMongoUri } from '../support/mongo.ts';

let connection: mongoose.Connection;
beforeAll(async () => {
  ({ connection } = await openDatabase(newMongoUri()));
  storesOn(connection);
});
afterAll(() => connection.close());

/** The fields that docs/privacy.md has of each collection: what stands in the first column of its table. */
async function documented(): Promise<Map<string, string[]>> {
  const text = await readFile(join(__dirname, '../../docs/privacy.md'), 'utf8');
  const sections = text.split(/^#+ /m).flatMap((section) => {
    const [, collection] = /^`(\w+)`\n/.exec(section) ?? [];
    const cells = [...section.matchAll(/^\| (`[^|]*)\|/gm)].map(([, cell]) => cell ?? '');
    const fields = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, field]) => field ?? ''));
    return collection ? [[collection, fields.sort()] as const] : [];
  });
  return new Map(sections);
}

test('docs/privacy.md has each collection and each field of the schemas, and no other', async () => {
  const schemas = Object.values(connection.models).map(({ collection, schema }) => {
    const fields = Object.keys(schema.paths).filter((path) => path !== '_id');
    return [collection.name, fields.sort()] as const;
  });
  const found = await documented();
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(schemas));
});

test('each says for how long it is kept', async () => {
  const text = await readFile(join(__dirname, '../../docs/privacy.md'), 'utf8');
  const sections = text.split(/^### /m).slice(1);
  const without = sections.filter(
    (section) => !/kept|gone once|goes after|Nothing of a person/i.test(section.split('|')[0] ?? ''),
  );
  expect(without.map((section) => section.split('\n')[0])).toEqual([]);
});
