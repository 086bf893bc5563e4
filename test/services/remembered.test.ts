import { DatabaseAway, Refusal } from '../../src/domain/refusal.ts';
import { remembered } from '../../src/services/remembered.ts';

let now: number;
let loads: number;
let answer: () => Promise<string>;
const load = () => {
  loads++;
  return answer();
};
const memory = () => remembered(load, () => now);

beforeEach(() => {
  now = 0;
  loads = 0;
  answer = async () => `load ${loads}`;
});

test('for two seconds nothing is asked, then anew', async () => {
  const { get } = memory();
  expect(await get('T1')).toBe('load 1');
  now = 1999;
  expect(await get('T1')).toBe('load 1');
  now = 2000;
  expect(await get('T1')).toBe('load 2');
});

test('many at once ask once', async () => {
  const { get } = memory();
  expect(new Set(await Promise.all(Array.from({ length: 10 }, () => get('T1'))))).toEqual(new Set(['load 1']));
});

test.each([
  ['refuses', () => Promise.reject(new DatabaseAway('no'))],
  ['hangs', () => new Promise<string>(() => undefined)],
])('a database that %s: what is known stands in, for ten minutes', async (_, away) => {
  const { get } = memory();
  await get('T1');
  answer = away;
  for (now of [2000, 60_000, 600_000]) expect(await get('T1')).toBe('load 1');
  now = 600_001;
  const late = new Promise((resolve) => setTimeout(() => resolve('late'), 500));
  expect(await Promise.race([get('T1').catch(() => 'refused'), late])).toMatch(/refused|late/);
});

test('what nothing is known of isn’t invented', async () => {
  const { get } = memory();
  answer = () => Promise.reject(new DatabaseAway('no'));
  await expect(get('T1')).rejects.toThrow(DatabaseAway);
});

test('gone: not remembered any longer', async () => {
  const { get } = memory();
  await get('T1');
  now = 2000;
  answer = () => Promise.reject(new Refusal('not there'));
  await expect(get('T1')).rejects.toThrow(Refusal);
  answer = () => Promise.reject(new DatabaseAway('no'));
  await expect(get('T1')).rejects.toThrow(DatabaseAway);
});

test('forgotten while it is being loaded: what was loaded may be old and isn’t kept', async () => {
  const { get, forget } = memory();
  const first = get('T1');
  forget('T1');
  expect(await first).toBe('load 1');
  expect(await get('T1')).toBe('load 2');
});
