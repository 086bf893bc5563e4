import { createHash } from 'node:crypto';
import type { Change } from './record.ts';

/** Of a change under way: the key that makes it happen once, until something that is written with it carries it. */
const keys = new WeakMap<Change, string>();

const digest = (text: string, length: number) => createHash('sha256').update(text).digest('base64url').slice(0, length);

/** What all keys of one delivery begin with. Digests, since an index over years of the record had better be short. */
export const keyBeginning = (deliveryKey: string) => `${digest(deliveryKey, 16)}/`;

/** A change begins: `part` tells apart those of one delivery. */
export function beginKey(change: Change, deliveryKey: string, part: string) {
  keys.set(change, `${keyBeginning(deliveryKey)}${digest(part, 6)}`);
}

/** The key of the change, for the first that asks and writes it with its document. */
export function takeKey(change: Change): string | undefined {
  const key = keys.get(change);
  keys.delete(change);
  return key;
}
