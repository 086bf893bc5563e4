import { z } from 'zod';
import type { Person } from '../playground/person.ts';
import { allRoutes } from '../src/slack/app.ts';
import { type SavedState, saveState } from './refusals/saved-state.ts';
import { until } from './support/until.ts';
import { password, startWorld, type World } from './support/world.ts';

/**
 * Somebody of another team sends every id of this one to everything that the bot listens to, and reads the same as if
 * there were no such thing. The list is read from the app: a listener that is added is covered by itself.
 */
const routes = allRoutes({} as never, {} as never);
let world: World;
let emmy: Person;
/** Ids by the names of the fields that carry them. */
let theirs: Record<string, string>;
let saved: SavedState;
let count = 0;
let tried = 0;

beforeAll(async () => {
  world = await startWorld();
  const { ada, grace } = await world.team();
  await ada.command('/task add WEB A secret title');
  await grace.command('/task claim WEB-1');
  await ada.command('/group invite Web @katherine');
  emmy = world.slack.person('emmy', 'T0DIFFER');
  await emmy.command('/account sign-up');
  const names = { 'First name': 'Emmy', Surname: 'Noether', Username: 'emmy', Email: 'emmy@example.com' };
  await emmy.submit({ ...names, Password: password, 'Confirm password': password });
  emmy.close();
  await emmy.command('/group create Algebra');
  await emmy.command('/project create Rings');
  await emmy.submit({ Key: 'RING' });
  emmy.close();
  await until(async () => (await world.count('outbox', {})) === 0);
  saved = await saveState(world.mongodbUri);
  const invitation = saved.idOf('invitations', { status: 'pending' });
  theirs = {
    task: saved.idOf('tasks', {}),
    projectId: saved.idOf('projects', { key: 'WEB' }),
    groupId: saved.idOf('groups', { name: 'Web' }),
    invitation,
    invitationId: invitation,
    accountId: saved.idOf('accounts', { username: 'ada' }),
  };
});
afterAll(async () => {
  process.stdout.write(
    `another team with every id: ${tried} requests to ${buttons.length} buttons, ${forms.length} forms and ${commands.length} commands, each as if nothing were there\n`,
  );
  await saved.close();
  await world.stop();
});

const unknown = (): Record<string, string> =>
  Object.fromEntries(Object.keys(theirs).map((name) => [name, `${++count}`.padStart(24, 'f')]));

/** A value that the schema takes, with these ids wherever it carries one; undefined where it needs none. */
function written(schema: unknown, ids: Record<string, string>, name = ''): unknown {
  if (name in ids) return ids[name];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return written(schema.unwrap(), ids, name);
  if (schema instanceof z.ZodPipe)
    return written(schema.in instanceof z.ZodTransform ? schema.out : schema.in, ids, name);
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries(schema.shape)
        .map(([key, field]) => [key, written(field, ids, key)])
        .filter(([, value]) => value !== undefined),
    );
  if (schema instanceof z.ZodArray) return [written(schema.element, ids)];
  if (schema instanceof z.ZodDiscriminatedUnion)
    return { type: 'button', id: 'task.history', value: JSON.stringify({ task: ids['task'] }) };
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (name === 'cursor' || schema instanceof z.ZodUnknown) return undefined;
  return name === 'key' ? 'FREE' : name === 'email' ? 'emmy@example.org' : 'Some text';
}

const names = (schema: unknown, ids: Record<string, string>) => JSON.stringify(written(schema, ids) ?? {});
const carriesIds = (schema: unknown) => names(schema, { ...theirs, task: 'an-id' }) !== names(schema, unknown());

async function press(id: string, ids: Record<string, string>): Promise<string> {
  const value = names(routes.button(id)?.schema, ids);
  const message = emmy.say('something to press on');
  const answer = await emmy.act(message, { type: 'actions', block_id: 'b' } as never, {
    type: 'button',
    action_id: id,
    value,
  });
  return `${answer.kind} ${answer.text}`;
}

async function submit(id: string, ids: Record<string, string>): Promise<string> {
  const form = routes.form(id);
  const values = written(form?.schema, ids) as Record<string, string>;
  const input = (value: string) => ({ input: { type: 'plain_text_input', value } });
  const view = {
    id: world.slack.state.unique('V'),
    type: 'modal',
    callback_id: id,
    private_metadata: JSON.stringify({ payload: written(form?.metadata, ids) ?? {} }),
    blocks: Object.keys(values).map((block_id) => ({ type: 'input', block_id })),
    state: { values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, input(value)])) },
  };
  const who = { user: { id: emmy.userId, team_id: emmy.teamId }, team: { id: emmy.teamId } };
  const payload = { type: 'view_submission', ...who, trigger_id: world.slack.state.unique('trigger'), view };
  return (await world.slack.deliver({ kind: 'interactive', payload })).body;
}

/** What they see says nothing of what is there, and nothing has changed. */
async function expectTheSame(ask: (ids: Record<string, string>) => Promise<string>) {
  const none = await ask(unknown());
  const real = await ask(theirs);
  tried += 2;
  expect(real).not.toMatch(/secret|Website|Ada|Grace|Something went wrong/);
  expect(real).toBe(none);
  expect(await saved.now()).toEqual(saved.state);
}

const buttons = routes.buttonNames();
const forms = routes.formNames();
test('there are buttons and forms to try', () =>
  expect([buttons.length > 20, forms.length > 10]).toEqual([true, true]));

test.each(buttons)('button %s', async (id) => {
  if (carriesIds(routes.button(id)?.schema)) await expectTheSame((ids) => press(id, ids));
});

test.each(forms)('form %s', async (id) => {
  const form = routes.form(id);
  if (carriesIds(form?.schema) || carriesIds(form?.metadata)) await expectTheSame((ids) => submit(id, ids));
});

/** What a command takes after its verb, with the names of things. */
const words: Record<string, (verb: string) => string[]> = {
  '/task': (verb) => (verb === '*' ? ['KEY', 'KEY-1'] : [verb === 'list' ? 'KEY' : 'KEY-1']),
  '/project': () => ['KEY @emmy'],
  '/group': () => ['GROUP @emmy'],
  '/account': () => [],
};
const commands = routes.commandNames().flatMap((command) =>
  routes
    .verbNames(command)
    .filter((verb) => !['', 'create', 'add', 'help'].includes(verb))
    .flatMap((verb) => (words[command]?.(verb) ?? ['']).map((rest) => `${command} ${verb.replace('*', '')} ${rest}`)),
);

/** What is guessed of a mistyped verb depends on what was typed alone. */
const guess = /Did you mean `[a-z-]+`\? /;

test.each(commands)('%s', async (command) => {
  const ask = async (key: string, group: string) => {
    const answer = await emmy.command(command.replace('KEY', key).replace('GROUP', group));
    emmy.modals().length = 0;
    return `${answer.kind} ${answer.text}`.replace(guess, '').replaceAll(key, 'KEY').replaceAll(group, 'GROUP');
  };
  const none = await ask('NIL', 'Nil');
  const real = await ask('WEB', 'Web');
  tried += 2;
  expect(real).not.toMatch(/secret|Website|Ada|Something went wrong/);
  expect(real).toBe(none);
  expect(await saved.now()).toEqual(saved.state);
});
