import type { Person } from '../../playground/person.ts';
import { testMongoUri } from '../support/mongo.ts';
import { startMongoProxy } from '../support/mongo-proxy.ts';
import { startWorld, type World } from '../support/world.ts';

/** S3: copies of a delivery that are at one process at once don't keep each other from an answer. */
const copies = 50;
let proxy: Awaited<ReturnType<typeof startMongoProxy>>;
let world: World;
let ada: Person;
let begun = 0;

beforeAll(async () => {
  proxy = await startMongoProxy(testMongoUri(), {
    before(command) {
      if (command['startTransaction']) begun++;
    },
  });
  world = await startWorld({ mongodbUri: proxy.uri });
  ({ ada } = await world.team());
});
afterAll(async () => {
  await world.stop();
  await proxy.stop();
});

/** What `act` delivers comes so many times at once; returns what was said to each. */
async function allAtOnce(act: () => Promise<unknown>): Promise<string[]> {
  const { deliver } = world.slack;
  const said: string[] = [];
  world.slack.deliver = async (delivery) => {
    world.slack.deliver = deliver;
    const answers = await Promise.all(Array.from({ length: copies }, () => deliver(delivery)));
    said.push(...answers.map(({ status, body }) => `${status} ${body}`));
    return answers.find(({ body }) => body !== '') ?? { status: 200, body: '' };
  };
  await act();
  return said;
}

test('one begins the change, and the others find it made', async () => {
  begun = 0;
  const said = await allAtOnce(() => ada.command('/task add WEB Once only'));
  expect(said.filter((answer) => /You created WEB-\d/.test(answer))).toHaveLength(1);
  expect(said.filter((answer) => answer === '200 ')).toHaveLength(copies - 1);
  expect(begun).toBe(1);
  expect(await world.count('tasks', { title: 'Once only' })).toBe(1);
});

test('what only shows something is shown to each', async () => {
  const said = await allAtOnce(() => ada.command('/task list WEB'));
  expect(said.filter((answer) => /Once only/.test(answer))).toHaveLength(copies);
});

test('where the first is refused, so are the others', async () => {
  const said = await allAtOnce(() => ada.command('/task claim WEB-99'));
  expect(said.filter((answer) => /There is no task WEB-99/.test(answer))).toHaveLength(copies);
});
