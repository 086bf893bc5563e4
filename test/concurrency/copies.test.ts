import type { Answered, Delivery } from '../../playground/delivery.ts';
import type { Person } from '../../playground/person.ts';
import { gate } from '../support/gate.ts';
import { againWhileLate } from '../support/lateness.ts';
import { testMongoUri } from '../support/mongo.ts';
import { type Command, startMongoProxy } from '../support/mongo-proxy.ts';
import { startWorld, type World } from '../support/world.ts';

/** S3: copies of a delivery that are at one process at once don't keep each other from an answer. */
const copies = 50;
let proxy: Awaited<ReturnType<typeof startMongoProxy>>;
let world: World;
let ada: Person;
let begun = 0;
const nothing = async () => undefined;
let before: (command: Command) => Promise<unknown> = nothing;

beforeAll(async () => {
  proxy = await startMongoProxy(testMongoUri(), {
    async before(command) {
      if (command['startTransaction']) begun++;
      await before(command);
    },
  });
  world = await startWorld({ mongodbUri: proxy.uri });
  ({ ada } = await world.team());
});
afterAll(async () => {
  await world.stop();
  await proxy.stop();
});

/** What `act` delivers goes out as `send` has it; returns what was said each time. */
async function sentAs(act: () => Promise<unknown>, send: (delivery: Delivery) => Promise<Answered>[]) {
  const { deliver } = world.slack;
  const said: string[] = [];
  world.slack.deliver = async (delivery) => {
    world.slack.deliver = deliver;
    const answers = await Promise.all(send(delivery));
    said.push(...answers.map(({ status, body }) => `${status} ${body}`));
    return answers.find(({ body }) => body !== '') ?? { status: 200, body: '' };
  };
  await act();
  return said;
}
const allAtOnce = (act: () => Promise<unknown>) =>
  sentAs(act, (delivery) => Array.from({ length: copies }, () => world.slack.deliver(delivery)));

test.each([
  ['adds', '/task add WEB Once only', /You created WEB-\d/],
  ['claims', '/task claim WEB-1', /You claimed WEB-1/],
])('one %s, and the others do not begin', async (_, command, done) => {
  await ada.command('/task add WEB To be claimed');
  await world.idle();
  begun = 0;
  const said = await allAtOnce(() => ada.command(command));
  expect(said.filter((answer) => done.test(answer))).toHaveLength(1);
  expect(said.filter((answer) => answer === '200 ')).toHaveLength(copies - 1);
  expect(begun).toBe(1);
});

/** Each copy is answered so, but for those that a busy machine comes to too late (S4): returns how many. */
async function eachIsTold(act: () => Promise<unknown>, pattern: RegExp): Promise<string[]> {
  const said = await allAtOnce(act);
  expect(said).toHaveLength(copies);
  const late = said.filter((answer) => /nothing was saved/.test(answer));
  expect(said.filter((answer) => !late.includes(answer) && !pattern.test(answer))).toEqual([]);
  return late.length > 0 ? [`${late.length} of ${copies} copies`] : [];
}

test('what only shows something is shown to each', async () => {
  await ada.command('/task add WEB To be shown');
  await againWhileLate(() => eachIsTold(() => ada.command('/task list WEB'), /To be shown/));
});

test('where the first is refused, so are the others', () =>
  againWhileLate(() => eachIsTold(() => ada.command('/task claim WEB-99'), /There is no task WEB-99/)));

test('a form that is sent again, corrected, while the first is refused, is taken', async () => {
  const name = 'A group of the same name';
  await ada.command(`/group create ${name}`);
  await ada.command('/group create');
  let send: (() => void) | undefined;
  // The second comes while the first asks the database.
  before = async () => send?.();
  const said = await sentAs(
    () => ada.submit({ Name: name }),
    (delivery) => {
      const other = JSON.parse(JSON.stringify(delivery).replaceAll(name, `${name}, corrected`)) as Delivery;
      return [
        new Promise((resolve, reject) => {
          send = () => {
            send = undefined;
            world.slack.deliver(other).then(resolve, reject);
          };
        }),
        world.slack.deliver(delivery),
      ];
    },
  );
  before = nothing;
  ada.close();
  expect(said.filter((answer) => /response_action":"errors/.test(answer))).toHaveLength(1);
  expect(await world.count('groups', { name: `${name}, corrected` })).toBe(1);
});

test('none is told that nothing was saved, where the first may have been (S4)', async () => {
  const { open, opened } = gate();
  before = async (command) => 'commitTransaction' in command && opened;
  const said = await sentAs(
    () => ada.command('/task add WEB Held up'),
    (delivery) => [world.slack.deliver(delivery), world.slack.deliver(delivery)],
  );
  before = nothing;
  open();
  expect(said.filter((answer) => /it may not have been saved/.test(answer))).toHaveLength(2);
});
