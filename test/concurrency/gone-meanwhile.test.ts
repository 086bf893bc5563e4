import { testMongoUri } from '../support/mongo.ts';
import { type Command, startMongoProxy } from '../support/mongo-proxy.ts';
import { password, startWorld, type World } from '../support/world.ts';

/** What is gone between the look and the write, or between the write and what is shown of it. */
let world: World;
let proxy: Awaited<ReturnType<typeof startMongoProxy>>;
let beforeWriting: (() => Promise<unknown>) | undefined;
let onceKept: (() => Promise<unknown>) | undefined;

beforeEach(async () => {
  proxy = await startMongoProxy(testMongoUri(), {
    async before(command: Command) {
      if (command['update'] !== 'accounts') return;
      const act = beforeWriting;
      beforeWriting = undefined;
      await act?.();
    },
    async after(command: Command) {
      if (command['commitTransaction'] === undefined) return;
      const act = onceKept;
      onceKept = undefined;
      await act?.();
    },
  });
  world = await startWorld({ mongodbUri: proxy.uri });
});
afterEach(async () => {
  await world.stop();
  await proxy.stop();
});

test.each(
  Object.entries({
    '/account edit': { Surname: 'Other' },
    '/account password': { Password: 'Another-horse-8', 'Confirm password': 'Another-horse-8' },
  }),
)('%s of an account that is just deleted from elsewhere: its person is told (A5)', async (command, form) => {
  const ada = await world.member('ada');
  const elsewhere = world.slack.person('grace');
  await elsewhere.command('/account sign-in');
  await elsewhere.submit({ Username: 'ada', Password: password });
  elsewhere.close();
  await ada.command(command);
  beforeWriting = async () => {
    await elsewhere.command('/account delete');
    expect((await elsewhere.submit({ 'Current password': password })).text).toMatch(/deleted/);
  };
  const answer = await ada.submit({ ...form, 'Current password': password });
  expect(JSON.stringify(answer.errors)).toMatch(/Your account was deleted just now: .*sign-up/);
});

test('who claims from a list, and is removed before it is shown, is told that it was done', async () => {
  const { ada: owner, grace } = await world.team();
  await owner.command('/task add WEB One');
  await grace.command('/task list WEB');
  onceKept = () => owner.command('/project remove WEB @grace');
  const { text } = await grace.press('Claim');
  expect(text).toMatch(/It is done, but it can't be shown\. You aren't in/);
  expect((await owner.command('/task WEB-1')).text).toMatch(/Open/);
});
