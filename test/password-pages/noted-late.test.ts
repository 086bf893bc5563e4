import { visible } from '../../playground/blocks.ts';
import { gate } from '../support/gate.ts';
import { testMongoUri } from '../support/mongo.ts';
import { type Command, startMongoProxy } from '../support/mongo-proxy.ts';
import { atBot, linkIn, openPage, type PasswordPage } from '../support/password-page.ts';
import { until } from '../support/until.ts';
import { password, startWorld } from '../support/world.ts';

/** The write that notes where a link stands, once Slack has shown it; links themselves are written in transactions. */
const notes = ({ update, autocommit }: Command) => update === 'passwordLinks' && autocommit === undefined;

test('where a link stands is noted only while its page is sent: its modal says what was done all the same', async () => {
  const [shown, sent, noted] = [gate(), gate(), gate()];
  let page: PasswordPage | undefined;
  const proxy = await startMongoProxy(testMongoUri(), {
    async before(command) {
      if (notes(command)) {
        shown.open();
        await sent.opened;
      } else if (page && command['startTransaction']) {
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
    page = await openPage(atBot(linkIn(view), world.urls[0] as string));
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
