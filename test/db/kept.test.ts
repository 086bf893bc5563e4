import { keeping } from '../../src/db/kept.ts';

const second = 1000;
const old = { name: 'Ada' };
const changed = { name: 'Ada Lovelace' };

interface Load {
  finds(what: typeof old | undefined): void;
  fails(error: Error): void;
}

let now: number;
let loads: Load[];
const load = () => new Promise<typeof old | undefined>((finds, fails) => void loads.push({ finds, fails }));
/** The n-th load, once what was answered before has been heard and so many have begun. */
async function begun(count: number): Promise<Load> {
  await new Promise(setImmediate);
  expect(loads).toHaveLength(count);
  return loads[count - 1] as Load;
}

beforeEach(() => {
  now = 5000;
  loads = [];
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

test('many who ask at once load it once, and it is kept', async () => {
  const { find } = keeping(second).cache<typeof old>();
  const found = Promise.all(Array.from({ length: 10 }, () => find('ada', load)));
  (await begun(1)).finds(old);
  expect(await found).toEqual(Array(10).fill(old));
  expect(await find('ada', load)).toBe(old);
});

test('it is kept from the start of its load on: a change may be told a second after that', async () => {
  const { find } = keeping(second).cache<typeof old>();
  const slow = find('ada', load);
  now += second - 1;
  (await begun(1)).finds(old);
  expect(await slow).toBe(old);
  now += 2;
  const later = find('ada', load);
  (await begun(2)).finds(changed);
  expect(await later).toBe(changed);
});

test('its second ends by the clock, also for a process too busy for its timers', async () => {
  const { find } = keeping(second).cache<typeof old>();
  const first = find('ada', load);
  (await begun(1)).finds(old);
  await first;
  expect(await find('ada', load)).toBe(old);
  now += second + 1;
  void find('ada', load);
  expect(loads).toHaveLength(2);
});

test('a load that hangs is its own person’s alone: who comes later loads anew', async () => {
  const { find } = keeping(second).cache<typeof old>();
  const hanging = find('ada', load);
  const first = await begun(1);
  now += 100;
  const later = find('ada', load);
  (await begun(2)).finds(changed);
  expect(await later).toBe(changed);
  first.finds(old);
  expect(await hanging).toBe(old);
});

test('what isn’t there yet is looked for by each who asks', async () => {
  const { find } = keeping(second).cache<typeof old>();
  const before = find('ada', load);
  const since = find('ada', load);
  (await begun(1)).finds(undefined);
  (await begun(2)).finds(old);
  expect(await Promise.all([before, since])).toEqual([undefined, old]);
});

test('a load that fails fails for who began it alone', async () => {
  const { find } = keeping(second).cache<typeof old>();
  const failed = expect(find('ada', load)).rejects.toThrow('away');
  const other = find('ada', load);
  (await begun(1)).fails(new Error('away'));
  await failed;
  (await begun(2)).finds(old);
  expect(await other).toBe(old);
});

describe('several at once', () => {
  interface LoadAll {
    keys: readonly string[];
    finds(...keys: string[]): void;
    fails(error: Error): void;
  }
  let loadsOfAll: LoadAll[];
  /** Each named by its key. */
  const all = (...keys: string[]) => new Map(keys.map((key) => [key, { name: key }]));
  const loadAll = (keys: readonly string[]) =>
    new Promise<Map<string, typeof old>>((resolve, fails) => {
      const finds = (...found: string[]) => resolve(all(...found));
      loadsOfAll.push({ keys, finds, fails });
    });
  const asked = () => loadsOfAll.map(({ keys }) => keys);

  beforeEach(() => {
    loadsOfAll = [];
  });

  test('those are loaded that are neither kept nor on their way', async () => {
    const { findAll } = keeping(second).cache<typeof old>();
    const first = findAll(['ada', 'grace', 'ada'], loadAll);
    const since = findAll(['grace', 'alan'], loadAll);
    expect(asked()).toEqual([['ada', 'grace'], ['alan']]);
    loadsOfAll[1]?.finds('alan');
    loadsOfAll[0]?.finds('ada', 'grace');
    expect(await first).toEqual(all('ada', 'grace'));
    // What each gets is their own.
    (await first).clear();
    expect(await since).toEqual(all('grace', 'alan'));
    const later = findAll(['ada', 'alan'], loadAll);
    expect(asked()).toHaveLength(2);
    expect(await later).toEqual(all('ada', 'alan'));
  });

  test('what another’s load doesn’t bring is loaded', async () => {
    const { findAll } = keeping(second).cache<typeof old>();
    const failed = expect(findAll(['ada'], loadAll)).rejects.toThrow('away');
    const without = findAll(['grace'], loadAll);
    const since = findAll(['ada', 'grace'], loadAll);
    loadsOfAll[0]?.fails(new Error('away'));
    loadsOfAll[1]?.finds();
    await failed;
    expect(await without).toEqual(all());
    await new Promise(setImmediate);
    expect(asked()).toEqual([['ada'], ['grace'], ['ada', 'grace']]);
    loadsOfAll[2]?.finds('ada', 'grace');
    expect(await since).toEqual(all('ada', 'grace'));
  });
});
