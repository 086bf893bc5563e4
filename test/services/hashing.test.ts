import { hashing, manyPeople } from '../../src/services/hashing.ts';
import { openStage, refusal, type Stage } from './cast.ts';

const soon = () => Date.now() + 25_000;
/** Long enough to be overtaken. */
const slow = 10;

describe('passwords are hashed beside everything else', () => {
  const hash = hashing(slow);
  afterAll(() => hash.stop());

  test('right and wrong ones, and those of nobody', async () => {
    const stored = await hash.hash('Correct-horse-7', soon());
    expect(stored).toMatch(/^\$2b\$10\$/);
    expect(await hash.matches('Correct-horse-7', stored, soon())).toBe(true);
    expect(await hash.matches('Correct-horse-8', stored, soon())).toBe(false);
    expect(await hash.matches('Correct-horse-7', undefined, soon())).toBe(false);
  });

  test('nothing else waits: the process goes on while it hashes', async () => {
    const slower = hashing(12);
    let turns = 0;
    const counting = setInterval(() => turns++, 1);
    await slower.hash('Correct-horse-7', soon());
    clearInterval(counting);
    await slower.stop();
    // In the process's own thread it would be none at all.
    expect(turns).toBeGreaterThan(0);
  });

  test('more than can be done in time are asked to try again, and the others are done', async () => {
    const ends = await Promise.allSettled(Array.from({ length: 20 }, () => hash.hash('Correct-horse-7', soon())));
    const refused = ends.filter((end) => end.status === 'rejected');
    expect(refused).toHaveLength(13);
    for (const { reason } of refused) expect(String(reason)).toContain(manyPeople);
  });

  test('what is not done by its deadline is refused then, and what comes after it is done', async () => {
    const slower = hashing(13);
    const late = slower.hash('Correct-horse-7', Date.now() + 5);
    const after = slower.hash('Correct-horse-8', soon());
    expect((await refusal(late)).message).toBe(manyPeople);
    expect(await after).toMatch(/^\$2b\$/);
    await slower.stop();
  });

  test('after it was stopped, or has failed, it starts again', async () => {
    await hash.stop();
    expect(await hash.hash('Correct-horse-7', soon())).toMatch(/^\$2b\$/);
    await expect(hash.matches('Correct-horse-7', 7 as never, soon())).rejects.toThrow();
    expect(await hash.hash('Correct-horse-7', soon())).toMatch(/^\$2b\$/);
  });
});

describe('a try that came too late', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  test("isn't counted as a wrong password (A4)", async () => {
    await stage.person('Ada');
    const form = { username: 'ada', password: 'Secret-123' };
    for (let time = 0; time < 6; time++) {
      const visitor = stage.visitor('Uother');
      const late = { ...visitor, delivery: { ...visitor.delivery, deadline: Date.now() } };
      expect((await refusal(stage.services.accounts.signIn(late, form))).message).toBe(manyPeople);
    }
    await stage.services.accounts.signIn(stage.visitor('Uother'), form);
    expect(await stage.services.accounts.actorOf(stage.visitor('Uother'))).toMatchObject({ username: 'ada' });
  });
});
