import { visible } from '../../playground/blocks.ts';
import { gate } from '../support/gate.ts';
import { testMongoUri } from '../support/mongo.ts';
import { type Command, startMongoProxy } from '../support/mongo-proxy.ts';
import { atBot, linkIn, openPage } from '../support/password-page.ts';
import { until } from '../support/until.ts';
import { password, startWorld } from '../support/world.ts';

/** Where a link stands is noted once Slack has shown it; somebody may be quick. */
const notes = ({ update, autocommit }: Command) => update === 'passwordLinks' && autocommit === undefined;

test('a page that is sent before it is noted where its link stands is told of there all the same', async () => {
  const [shown, sent, noted] = [gate(), gate(), gate()];
  let isShown = false;
  const proxy = await startMongoProxy(testMongoUri(), {
    async before(command) {
      if (notes(command)) {
        isShown = true;
        shown.open();
        await sent.opened;
      } else if (isShown && command['startTransaction']) {
        sent.open();
        await noted.opened;
      }
    },
    async after(command) {
      if (notes(command)) noted.open();
    },
  });
  const world = await startWorld({ mongodbUri: proxy.uri, publicUrl: 'https://dibs.example' });
  try {
    const person = world.slack.addPerson('quick', 'Quick', 'Last');
    const { view } = await person.command('/account sign-up');
    await shown.opened;
    const page = await openPage(atBot(linkIn(view), world.urls[0] as string));
    const values = { Email: 'quick@example.com', Password: password, 'Confirm password': password };
    expect((await page.submit(values)).title).toBe('Done');
    await until(async () => (await world.count('outbox', {})) === 0);
    expect(visible(person.modals().at(-1)?.blocks ?? [])).toMatch(/Welcome, Quick/);
    expect(person.directMessages()).toEqual([]);
  } finally {
    await world.stop();
    await proxy.stop();
  }
});
