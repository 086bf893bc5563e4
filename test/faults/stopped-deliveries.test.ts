import type { Person } from '../../playground/person.ts';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { connected } from '../support/listening.ts';
import { leaveDatabase, newMongoUri } from '../support/mongo.ts';
import { badWeather, firstOf, hung, unheard } from '../support/weather.ts';
import { password } from '../support/world.ts';

const mongodbUri = newMongoUri();
let slack: SimulatedSlack;

beforeAll(async () => {
  slack = await startSlack();
});
afterAll(async () => {
  await slack.stop();
  await leaveDatabase(mongodbUri);
});

async function signUp(ada: Person) {
  await ada.command('/account sign-up');
  await ada.submit({ Email: 'ada@example.com', Password: password, 'Confirm password': password });
  ada.close();
}

test('R4: a delivery that hangs and somebody who sends slowly do not keep the bot from stopping; the next process shows the letter once', async () => {
  const grace = slack.person('grace');
  const ada = slack.person('ada');
  const first = await startBotProcess({ slack, mongodbUri });
  slack.deliverTo(first.url);
  await signUp(ada);
  await ada.command('/group create Web');
  const storm = badWeather(slack, unheard(hung), firstOf('chat.postMessage'));
  await ada.command('/group invite Web @grace');
  await grace.waitForMessage(/invites you/);
  expect(storm.calls).toHaveLength(1);
  const slow = await connected(Number(new URL(first.url).port));
  slow.write('POST /slack/events HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n\r\nhalf');
  const since = Date.now();
  expect(await first.kill('SIGTERM')).toBe(0);
  const stopped = Date.now() - since;
  expect(stopped).toBeLessThan(10_000);

  const second = await startBotProcess({ slack, mongodbUri });
  slack.deliverTo(second.url);
  await ada.command('/group create Later');
  await ada.command('/group invite Later @grace');
  // The later letter waits for the first, which its process has left to another long before the lease ends.
  const left = Date.now();
  await grace.waitForMessage(/invites you to the group Later/);
  const milliseconds = Date.now() - left;
  process.stdout.write(
    `stopped while Slack hangs: ended after ${stopped} ms, and the next process delivered ${milliseconds} ms after it began\n`,
  );
  expect(grace.directMessages().map(({ text }) => /group (\w+)/.exec(text)?.[1])).toEqual(['Web', 'Later']);
  expect(await second.kill('SIGTERM')).toBe(0);
});
