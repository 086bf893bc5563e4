import { connectDatabase, type Database } from '../../src/db/connect.ts';
import type { Delivery } from '../../src/domain/actor.ts';
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
  let told: (error: unknown) => void = () => undefined;
  const isTold = new Promise<unknown>((resolve) => {
    told = resolve;
  });
  const delivery: Delivery = { key: 'late', deadline: Date.now() + 100 };
  const late = once(delivery, async () => {
    await isTold;
    jest.spyOn(Date, 'now').mockReturnValue(delivery.deadline - 1);
  });
  await late.catch(told);
  expect(await isTold).toMatchObject({ saved: 'no' });
  // Its key is free once it has ended: all of it was undone.
  await once({ key: 'late', deadline: Date.now() + 20_000 }, async () => undefined);
  expect(delivery.sent).toBeUndefined();
});
