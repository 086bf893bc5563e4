import { keeping } from '../../src/db/kept.ts';

const second = 1000;
let now: number;
let loads: ((found: { name: string } | undefined) => void)[];
let failing: ((error: Error) => void)[];

beforeEach(() => {
  now = 5000;
  loads = [];
  failing = [];
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

const load = () =>
  new Promise<{ name: string } | undefined>((resolve, reject) => {
    loads.push(resolve);
    failing.push(reject);
  });
const old = { name: 'Ada' };
const changed = { name: 'Ada Lovelace' };
/** Lets what was answered be heard. */
const heard = () => new Promise(setImmediate);

test('many who ask at once load it once', async () => {
  const { find } = keeping(second).cache<typeof old>();
  const found = Promise.all(Array.from({ length: 10 }, () => find('ada', load)));
  await heard();
  expect(loads).toHaveLength(1);
  loads[0]?.(old);
  expect(await found).toEqual(Array(10).fill(old));
  expect(await find('ada', load)).toBe(old);
});

test('a load that began before what is kept would have ended is nobody else’s: a change may have been told since', async () => {
  const { find } = keeping(second).cache<typeof old>();
  const hanging = find('ada', load);
  await heard();
  now += second;
  const later = find('ada', load);
  await heard();
  loads[1]?.(changed);
  expect(await later).toBe(changed);
  loads[0]?.(old);
  expect(await hanging).toBe(old);
  // The older, which came last, is past its second.
  expect(await find('ada', load)).toBe(changed);
});

test('what isn’t there yet is looked for by each who asks', async () => {
  const { find } = keeping(second).cache<typeof old>();
  const before = find('ada', load);
  const since = find('ada', load);
  await heard();
  loads[0]?.(undefined);
  await heard();
  loads[1]?.(old);
  expect(await Promise.all([before, since])).toEqual([undefined, old]);
});

test('a load that fails fails for who began it alone', async () => {
  const { find } = keeping(second).cache<typeof old>();
  const first = find('ada', load);
  const failed = expect(first).rejects.toThrow('away');
  const other = find('ada', load);
  await heard();
  failing[0]?.(new Error('away'));
  await failed;
  await heard();
  loads[1]?.(old);
  expect(await other).toBe(old);
});
