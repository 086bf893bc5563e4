import { connectDatabase, type Database } from '../../src/db/connect.ts';
import type { Delivery } from '../../src/domain/actor.ts';
import { AlreadyDone } from '../../src/domain/refusal.ts';
import { leaveDatabase, testMongoUri } from '../support/mongo.ts';

let uri: string;
let database: Database;

beforeEach(async () => {
  uri = testMongoUri();
  database = await connectDatabase(uri);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await database.close();
  await leaveDatabase(uri);
});

test('who was told that nothing was saved was told the truth, also where the clock goes behind the timer (S4)', async () => {
  const { deliveries, activities } = database.stores;
  const once = (delivery: Delivery, then: () => Promise<unknown>) =>
    deliveries.once(delivery, 'add', async (change) => {
      await activities.add([{ at: new Date(), kind: 'group.created', actorId: 'ada' }], change);
      await then();
    });
  const delivery: Delivery = { key: 'late', deadline: Date.now() + 100 };
  const late: Promise<void> = once(delivery, async () => {
    await late.catch(() => undefined);
    jest.spyOn(Date, 'now').mockReturnValue(delivery.deadline - 1);
  });
  await expect(late).rejects.toMatchObject({ saved: 'no' });
  // Its key is free once it has ended: all of it was undone.
  await once({ key: 'late', deadline: Date.now() + 20_000 }, async () => undefined);
  expect(delivery.sent).toBeUndefined();
});

test('of twenty changes with one key at once one is made (S3)', async () => {
  const { deliveries, activities } = database.stores;
  const delivery = () => ({ key: 'twenty', deadline: Date.now() + 20_000 });
  const made = Array.from({ length: 20 }, (_, number) =>
    deliveries.once(delivery(), 'add', async (change) => {
      await activities.add([{ at: new Date(), kind: 'group.created', actorId: `person${number}` }], change);
    }),
  );
  const ended = await Promise.allSettled(made);
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const others = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(others.filter((error) => error instanceof AlreadyDone)).toHaveLength(19);
});
