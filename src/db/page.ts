import mongoose from 'mongoose';
import type { Page, PageRequest } from '../domain/page.ts';
import { allFromStored, type Stored } from './record.ts';

type Find<T extends { id: string }> = (
  range: Record<string, unknown>,
  sort: 1 | -1,
  limit: number,
) => Promise<Stored<T>[]>;

/**
 * A page by key, in either direction, that costs the same wherever it is (S6). `order` is the list's: 1 oldest first,
 * -1 newest first. `find` is asked for one item more than fits, which tells whether there are more. Where nothing is
 * left beyond the cursor, the first page is shown.
 */
export async function pageByKey<T extends { id: string }>(
  order: 1 | -1,
  { cursor, size }: PageRequest,
  find: Find<T>,
): Promise<Page<T>> {
  const backwards = cursor?.startsWith('<') ?? false;
  const sort = backwards ? (-order as 1 | -1) : order;
  const range = cursor ? { _id: mongoose.trusted({ [sort === 1 ? '$gt' : '$lt']: cursor.slice(1) }) } : {};
  const found = allFromStored<T>(await find(range, sort, size + 1));
  if (cursor && found.length === 0) return pageByKey(order, { size }, find);
  const more = found.length > size;
  const items = found.slice(0, size);
  if (backwards) items.reverse();
  const [first, last] = [items.at(0), items.at(-1)];
  return {
    items,
    ...(first && (backwards ? more : cursor) ? { previous: `<${first.id}` } : {}),
    ...(last && (backwards || more) ? { next: `>${last.id}` } : {}),
  };
}
