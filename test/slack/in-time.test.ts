import { Overloaded } from '../../src/domain/refusal.ts';
import { turns } from '../../src/services/turns.ts';
import { inTime } from '../../src/slack/in-time.ts';

/** What people ask of something that does a hundred a second, one after another, and stands still for a while. */

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const pausesAt = 1000;
const eachMilliseconds = 10;

/** For each that asks, every `every` milliseconds until `until`, when it asked and what came of it. */
async function asked({ every, until, pause }: { every: number; until: number; pause: number }) {
  const inTurn = turns(32);
  const began = performance.now();
  const now = () => performance.now() - began;
  let freeAt = 0;
  const work = async () => {
    const start = Math.max(now(), freeAt);
    freeAt = (start > pausesAt && start < pausesAt + pause ? pausesAt + pause : start) + eachMilliseconds;
    await new Promise((done) => setTimeout(done, freeAt - now()));
  };
  const answers: Promise<{ at: number; what: string }>[] = [];
  while (now() < until) {
    const at = now();
    const say = (what: string) => ({ at, what });
    const told = (error: Error) => say(error instanceof Overloaded ? 'overloaded' : 'late');
    answers.push(inTime(work, { inTurn }).then(() => say('served'), told));
    await jest.advanceTimersByTimeAsync(every);
  }
  await jest.advanceTimersByTimeAsync(5000);
  return Promise.all(answers);
}

const share = (answers: { what: string }[], what: string) =>
  answers.filter((answer) => answer.what === what).length / answers.length;

test('a standing queue after a pause is told to try again, until all are served anew', async () => {
  const answers = await asked({ every: 11, until: 20_000, pause: 4000 });
  expect(share(answers, 'overloaded')).toBeGreaterThan(0);
  const later = answers.filter(({ at }) => at > pausesAt + 4000 + 6000);
  expect(share(later, 'served')).toBe(1);
});

test('of a short pause only those are told whose time is over', async () => {
  const answers = await asked({ every: 20, until: 8000, pause: 1500 });
  expect(share(answers, 'served')).toBe(1);
});

test('of twice as much as can be done, half is done', async () => {
  const answers = await asked({ every: 5, until: 20_000, pause: 0 });
  const later = answers.filter(({ at }) => at > 5000);
  expect(share(later, 'served')).toBeGreaterThan(0.45);
  expect(share(later, 'late')).toBe(0);
});
