import { userChanged } from '../../playground/events.ts';
import type { Person } from '../../playground/person.ts';
import { password, startWorld, type World } from '../support/world.ts';

/** T8, for somebody in more projects than any list of theirs shows. */
let world: World;
let [ada, grace] = [] as unknown as [Person, Person];

beforeEach(async () => {
  world = await startWorld();
  ({ ada, grace } = await world.team());
  await ada.command('/task add WEB One');
  await grace.command('/task claim WEB-1');
  const identity = await world.collection('identities').findOne({ userId: grace.userId });
  const others = Array.from({ length: 1000 }, (_, index) => {
    const id = `0-${index}`;
    return { _id: id, kind: 'project', of: id, groupId: id, accountId: identity?.['accountId'], joinedAt: new Date() };
  });
  await world.collection('memberships').insertMany(others as never);
});
afterEach(() => world.stop());

async function isOpen() {
  expect((await ada.command('/task WEB-1')).text).toMatch(/Website · Open/);
  expect(await world.heldOutsideMembership()).toEqual([]);
  const group = await world.collection('groups').findOne({ name: 'Web' });
  expect(await world.count('activities', { kind: 'task.dropped', groupId: group?._id })).toBe(1);
}

test('their account deleted, they hold no claim', async () => {
  await grace.command('/account delete');
  expect((await grace.submit({ 'Current password': password })).text).toMatch(/is deleted/);
  await isOpen();
});

test('deactivated, they hold no claim', async () => {
  await world.slack.deliver(userChanged(world.slack.state, grace.teamId, grace.userId, true));
  await isOpen();
});
