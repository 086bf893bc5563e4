import { visible } from '../../playground/blocks.ts';
import type { Person } from '../../playground/person.ts';
import { expectIn, hostile, inForm, inLines, inOneLine, taken } from '../support/hostile.ts';
import { lookAtAll } from '../support/sent.ts';
import { initial, notification } from '../support/shown.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

/** S2: whatever a person typed is shown as they typed it, in every place; or they are told what is wrong with it. */
let world: World;
let ada: Person;
let grace: Person;
let alan: Person;
let projects = 10;

beforeAll(async () => {
  world = await startWorld();
  ({ ada, grace } = await world.team());
  alan = world.slack.person('alan');
});
afterAll(() => world.stop());
lookAtAll(() => world, 'titles, descriptions and names');

describe.each(Object.entries(hostile))('%s', (_, text) => {
  test('as the title of a task', async () => {
    const added = await ada.command(`/task add WEB ${text}`);
    if (!taken(added, 'Title')) return;
    const [reference] = /WEB-\d+/.exec(added.text) ?? [];
    const places = {
      added: added.text,
      overview: (await grace.command('/task')).text,
      claimed: (await grace.command(`/task claim ${reference}`)).text,
      history: (await grace.press('History')).text,
      home: (await grace.openHome()).text,
      mine: (await grace.command('/task mine')).text,
      list: (await ada.command('/task list WEB claimed')).text,
      account: (await grace.command('/account')).text,
      'edit form': initial(await ada.command(`/task edit ${reference}`), 'title'),
      completed: (await grace.command(`/task complete ${reference}`)).text,
      notification: notification((await ada.command(`/task ${reference}`)).message?.text),
    };
    ada.close();
    expectIn(places, inOneLine(inForm(text)));
  });

  test('as the description of a task, from a form and from a message', async () => {
    await ada.shortcut('task.new');
    const made = await ada.submit({ Project: 'WEB  Website', Title: 'Described', Description: text });
    ada.close();
    if (!taken(made, 'Description')) return;
    const [reference] = /WEB-\d+/.exec(made.text) ?? [];
    const places = {
      made: made.text,
      shown: (await grace.command(`/task ${reference}`)).text,
      history: (await grace.press('History')).text,
      'edit form': initial(await ada.command(`/task edit ${reference}`), 'description'),
    };
    ada.close();
    expectIn(places, inLines(text));
  });

  test('as a message that a task is made of', async () => {
    const message = ada.say(text);
    const form = await ada.shortcut('task.from-message', message);
    const whole = text.replace(/\p{Cs}/gu, '');
    const [first = ''] = whole.split('\n');
    expect(first).toContain(initial(form, 'title'));
    expect(initial(form, 'title').length).toBeGreaterThanOrEqual(Math.min(first.length, 149));
    if (whole.length > 150 || text.includes('\n')) expect(whole).toContain(initial(form, 'description'));
    taken(await ada.submit({ Project: 'WEB  Website' }), 'Title');
    ada.close();
  });

  test('as the name and description of a group', async () => {
    await ada.command('/group create');
    const made = await ada.submit({ Name: text, Description: text });
    ada.close();
    if (!taken(made, made.errors['Name'] ? 'Name' : 'Description')) return;
    await ada.command('/group create');
    expect((await ada.submit({ Name: `  ${text.toUpperCase()} ` })).errors).toHaveProperty('Name');
    ada.close();
    const name = inOneLine(text);
    expectIn({ made: made.text }, inLines(text));
    const members = await ada.command(`/group members ${text}`);
    const before = alan.directMessages().length;
    const invited = await ada.command(`/group invite ${text} @alan`);
    await until(async () => alan.directMessages().length > before);
    const invitation = alan.directMessages().at(-1);
    const editing = await ada.command(`/group edit ${text}`);
    const edited = await ada.submit();
    ada.close();
    const places = {
      members: members.text,
      invited: invited.text,
      invitation: visible(invitation?.blocks ?? []),
      notification: notification(invitation?.text),
      mine: (await ada.command('/group')).text,
      'edit form': initial(editing, 'name'),
      edited: edited.text,
      deleting: (await ada.command(`/group delete ${text}`)).text,
      deleted: (await ada.submit()).text,
    };
    ada.close();
    expectIn(places, name);
  });

  test('as the name, key and description of a project', async () => {
    const opened = await ada.command(`/project create ${text}`);
    expect(opened.kind).toBe('modal');
    const refused = await ada.submit({ Group: 'Web', Name: text, Key: text, Description: text });
    expect(refused.errors['Key']).toMatch(/^A key has 2–6 of A–Z and 0–9/);
    const key = `P${projects++}`;
    const made = await ada.submit({ Key: key });
    ada.close();
    if (!taken(made, made.errors['Name'] ? 'Name' : 'Description')) return;
    expectIn({ made: made.text, show: (await grace.command(`/project show ${key}`)).text }, inLines(text));
    const places = {
      joinable: (await grace.command('/project')).text,
      joined: (await grace.command(`/project join ${key}`)).text,
      task: (await grace.command(`/task add ${key} Something`)).text,
      members: (await grace.command(`/project members ${key}`)).text,
      'edit form': initial(await ada.command(`/project edit ${key}`), 'name'),
      deleting: (await ada.command(`/project delete ${key}`)).text,
    };
    await grace.openHome();
    const home = await grace.choose('Project', `${key}  `);
    await ada.submit();
    ada.close();
    expectIn({ ...places, home: home.text }, inOneLine(text));
  });
});
