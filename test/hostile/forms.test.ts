import type { View } from '../../playground/blocks.ts';
import type { Answer, Person } from '../../playground/person.ts';
import { hostile } from '../support/hostile.ts';
import { lookAtAll } from '../support/sent.ts';
import { password, startWorld, type World } from '../support/world.ts';

/** S2 for what comes back from forms, buttons and Home: text in every field, and other things where text should be. */
let world: World;
let ada: Person;
let grace: Person;
let stranger: Person;

beforeAll(async () => {
  world = await startWorld();
  ({ ada, grace } = await world.team());
  stranger = world.slack.person('hedy');
  await ada.command('/task add WEB One');
});
afterAll(() => world.stop());
lookAtAll(() => world, 'forms, buttons and Home');

beforeEach(() => world.collection('passwordTries').deleteMany({}));

const wentWrong = /Something went wrong|nothing was saved/;
const passwords = { Password: password, 'Confirm password': password };

const fields: [form: string, by: 'ada' | 'grace' | 'stranger', field: string, others: Record<string, string>][] = [
  ['/account sign-up', 'stranger', 'Username', { Email: 'hedy@example.com', Password: password }],
  ['/account sign-up', 'stranger', 'Email', { ...passwords, 'Confirm password': 'x' }],
  ['/account sign-up', 'stranger', 'Password', { Email: 'hedy@example.com', 'Confirm password': 'x' }],
  ['/account sign-up', 'stranger', 'Confirm password', { Email: 'hedy@example.com', Password: password }],
  ['/account sign-in', 'stranger', 'Username', { Password: password }],
  ['/account sign-in', 'stranger', 'Password', { Username: 'ada' }],
  ['/account edit', 'ada', 'Username', { 'Current password': 'wrong' }],
  ['/account edit', 'ada', 'Email', { 'Current password': 'wrong' }],
  ['/account edit', 'ada', 'First name', { 'Current password': 'wrong' }],
  ['/account edit', 'ada', 'Current password', {}],
  ['/account password', 'ada', 'Password', { 'Current password': 'wrong' }],
  ['/account delete', 'grace', 'Current password', {}],
  ['/group remove', 'ada', 'Person', {}],
  ['/group transfer', 'ada', 'Person', {}],
  ['/group withdraw', 'ada', 'Person', {}],
  ['/project remove', 'ada', 'Person', {}],
  ['/project transfer', 'ada', 'Person', {}],
];

test.each(fields)('%s by %s: %s', async (command, by, field, others) => {
  const person = { ada, grace, stranger }[by];
  const wrong: string[] = [];
  for (const [name, text] of Object.entries(hostile)) {
    await world.collection('passwordTries').deleteMany({});
    await person.command(command);
    const answer = await person.submit({ ...others, [field]: text });
    person.close();
    if (answer.kind !== 'errors' || answer.text === '' || wentWrong.test(answer.text))
      wrong.push(`${name}: ${answer.kind} ${answer.text}`);
  }
  expect(wrong).toEqual([]);
});

test('searching for a person', async () => {
  await ada.command('/group invite');
  for (const text of Object.values(hostile)) expect(await ada.suggest('group.person', text)).toEqual([]);
  expect(await ada.suggest('group.person', 'ada')).toEqual([]);
  ada.close();
});

/** What might stand where text should. */
const shapes: unknown[] = [
  { $gt: '' },
  { $ne: null },
  ['a', 'b'],
  [],
  {},
  null,
  7,
  true,
  '',
  'not JSON',
  '{"$where":"1"}',
  '[[[]]]',
  { __proto__: null, constructor: { name: 'x' } },
  'x'.repeat(1500),
];
const asJson = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

function isSentence({ kind, text }: Answer): boolean {
  return !['nothing', 'failed'].includes(kind) && text !== '' && !wentWrong.test(text);
}

async function pressed(surface: View, id: string, type: string, value: unknown): Promise<Answer> {
  const block = surface.blocks.find((one) => JSON.stringify(one).includes(`"${id}"`));
  if (!block) throw new Error(`no ${id} in the view`);
  const action =
    type === 'button' ? { value } : { selected_option: { text: { type: 'plain_text', text: 'x' }, value } };
  const answer = await ada.act(surface, block, { type, action_id: id, ...action });
  ada.close();
  return answer;
}

test.each([
  ['task.claim', 'button', 'task'],
  ['task.new', 'button', 'projectId'],
  ['home.project', 'static_select', 'projectId'],
  ['home.status', 'static_select', 'status'],
])('%s of Home, whatever it carries', async (id, type, key) => {
  for (const shape of shapes)
    for (const value of [asJson(shape), JSON.stringify({ [key]: shape }), JSON.stringify({ projectId: shape })]) {
      await ada.openHome();
      const answer = await pressed(ada.home() as View, id, type, value);
      expect([value, isSentence(answer)]).toEqual([value, true]);
    }
});

test('Home, whatever its state says', async () => {
  for (const shape of shapes)
    for (const state of [
      asJson(shape),
      ...['projectId', 'status', 'cursor'].map((key) => JSON.stringify({ [key]: shape })),
    ]) {
      const home = { ...((await ada.openHome()).view as View), private_metadata: state };
      const answer = await pressed(home, 'task.claim', 'button', '{"task":"0123456789abcdef01234567"}');
      expect([state, isSentence(answer), answer.kind]).toEqual([state, true, 'home']);
      const form = await pressed(home, 'group.new', 'button', '{}');
      expect([state, form.kind]).toEqual([state, 'modal']);
    }
});

interface FormPayload {
  view: { id: string; private_metadata: string; state: { values: Record<string, unknown> } };
}

/** The form to add a task, sent once more as `change` makes it; what its acknowledgement says. */
async function sentAs(change: (view: FormPayload['view']) => Partial<FormPayload['view']>): Promise<string> {
  await ada.shortcut('task.new');
  const { delivery } = await ada.submit({ Title: '' });
  ada.close();
  const { view } = delivery.payload as unknown as FormPayload;
  const answered = await ada.again({
    ...delivery,
    payload: { ...delivery.payload, view: { ...view, ...change(view) } },
  });
  return `${answered.status} ${answered.body}`;
}

test("a form's metadata, whatever it says", async () => {
  for (const shape of shapes)
    for (const metadata of [
      asJson(shape),
      JSON.stringify({ payload: shape }),
      JSON.stringify({ payload: { link: shape } }),
    ])
      expect([metadata, await sentAs(() => ({ private_metadata: metadata }))]).toEqual([
        metadata,
        expect.stringMatching(/^200 \{"response_action":"errors"/),
      ]);
});

test("a form's values, whatever they are", async () => {
  const tasks = await world.count('tasks', {});
  for (const field of ['title', 'description', 'projectId'])
    for (const shape of shapes.filter((one) => typeof one !== 'string')) {
      for (const typed of [
        { type: 'plain_text_input', value: shape },
        { type: 'static_select', selected_option: shape },
        shape,
      ]) {
        const said = await sentAs(({ state: { values } }) => ({
          state: { values: { ...values, [field]: { [field]: typed } } },
        }));
        expect(said).not.toMatch(/Invalid input/);
        expect([field, shape, said]).toEqual([
          field,
          shape,
          expect.stringMatching(/^200 \{"response_action":"errors"/),
        ]);
      }
    }
  expect(await world.count('tasks', {})).toBe(tasks);
});
