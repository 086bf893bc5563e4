import type { Message } from '../../playground/state.ts';
import { type Fixture, startFixture } from './fixture-bot.ts';
import { actions, button, divider } from './samples.ts';
import { call } from './surfaces.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.stop());

const general = 'CT0ANALYTICGENERAL';
const api = (method: string, given: Record<string, unknown>) => call(fixture.slack, `chat.${method}`, given);
const seen = (person = fixture.ada) => person.messages(general).map(({ text }) => text);
const respond = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

describe('the bot', () => {
  test('posts to a channel by id or name, to a person, and nowhere else', async () => {
    expect(await api('postMessage', { channel: general, text: 'a' })).toMatchObject({ channel: general });
    expect(await api('postMessage', { channel: '#random', text: 'b' })).toMatchObject({ channel: 'CT0ANALYTICRANDOM' });
    expect(await api('postMessage', { channel: fixture.ada.userId, text: 'c' })).toMatchObject({ ok: true });
    expect(await api('postMessage', { channel: 'C0', text: 'd' })).toMatchObject({ error: 'channel_not_found' });
    expect(fixture.ada.directMessages().map(({ text }) => text)).toEqual(['c']);
    expect(fixture.grace.directMessages()).toEqual([]);
  });

  test('answers in a thread, and in the channel as well', async () => {
    const said = fixture.ada.say('question');
    await api('postMessage', { channel: general, text: 'in it', thread_ts: said.ts });
    await api('postMessage', { channel: general, text: 'both', thread_ts: said.ts, reply_broadcast: true });
    const [, inside, both] = fixture.ada.messages(general);
    expect(inside).toMatchObject({ threadTs: said.ts, alsoInChannel: false });
    expect(both).toMatchObject({ threadTs: said.ts, alsoInChannel: true });
  });

  test('shows something to one person', async () => {
    await api('postEphemeral', { channel: general, user: fixture.ada.userId, text: 'psst' });
    expect(seen()).toEqual(['psst']);
    expect(seen(fixture.grace)).toEqual([]);
    expect(await api('postEphemeral', { channel: general, user: 'U0', text: 'x' })).toMatchObject({
      error: 'user_not_in_channel',
    });
  });

  test('changes its messages: blocks stay unless they are given', async () => {
    const { ts } = await api('postMessage', { channel: general, text: 'a', blocks: [divider()] });
    await api('update', { channel: general, ts, text: 'b' });
    const [message] = fixture.ada.messages(general);
    expect(message).toMatchObject({ text: 'b', blocks: [{ type: 'divider' }] });
    await api('update', { channel: general, ts, blocks: [] });
    expect(message).toMatchObject({ text: 'b', blocks: [] });
    await api('delete', { channel: general, ts });
    expect(fixture.ada.messages(general)).toEqual([]);
  });

  test("neither changes nor deletes others' messages, nor finds those of another workspace", async () => {
    const { ts } = fixture.ada.say('mine');
    expect(await api('update', { channel: general, ts, text: 'x' })).toMatchObject({ error: 'cant_update_message' });
    expect(await api('delete', { channel: general, ts })).toMatchObject({ error: 'cant_delete_message' });
    const far = fixture.slack.person('emmy', 'T0DIFFER').say('far', 'CT0DIFFERGENERAL');
    const there = { channel: 'CT0DIFFERGENERAL', ts: far.ts };
    expect(await api('delete', there)).toMatchObject({ error: 'message_not_found' });
  });
});

describe('a response URL', () => {
  async function pressed(): Promise<{ url: string; message: Message }> {
    await api('postMessage', { channel: general, text: 'press', blocks: [actions(button())] });
    const message = fixture.ada.messages(general).at(-1) as Message;
    const told = await fixture.told('block_actions', () => fixture.ada.press('x', { on: message }));
    return { url: told.response_url, message };
  }

  test('shows a message to whoever pressed, to all, or in a thread', async () => {
    const { url, message } = await pressed();
    await respond(url, { text: 'to you' });
    await respond(url, { text: 'to all', response_type: 'in_channel' });
    await respond(url, { text: 'in thread', response_type: 'in_channel', thread_ts: message.ts });
    expect(seen()).toEqual(['press', 'to you', 'to all', 'in thread']);
    expect(seen(fixture.grace)).toEqual(['press', 'to all', 'in thread']);
    expect(fixture.ada.messages(general).at(-1)?.threadTs).toBe(message.ts);
  });

  test('changes or deletes what was pressed', async () => {
    const { url } = await pressed();
    await respond(url, { text: 'done', replace_original: true });
    expect(seen()).toEqual(['done']);
    await respond(url, { delete_original: true });
    expect(seen()).toEqual([]);
  });

  test('takes five within 30 minutes, and nothing that Slack would not show', async () => {
    const { url } = await pressed();
    const statuses = [];
    for (let use = 0; use < 6; use++) statuses.push((await respond(url, { text: `${use}` })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    const { url: other } = await pressed();
    expect(await (await respond(other, { blocks: [{ type: 'x' }] })).text()).toMatch(
      /invalid_blocks.*unsupported type: x/,
    );
  });
});

describe('a person', () => {
  test('says things as Slack writes them, and the bot hears it', async () => {
    const said = fixture.ada.say('@grace see #random & <b> https://example.com/?a=1&b=2');
    const url = 'https://example.com/?a=1&amp;b=2';
    const text = `<@${fixture.grace.userId}> see <#CT0ANALYTICRANDOM|random> &amp; &lt;b&gt; <${url}>`;
    expect(said.text).toBe(text);
    const { payload } = await fixture.hears('message');
    expect(payload).toMatchObject({ type: 'event_callback', team_id: 'T0ANALYTIC', event_id: expect.any(String) });
    expect(payload.event).toMatchObject({ channel: general, user: fixture.ada.userId, text, ts: said.ts });
  });

  test('changes and deletes what they said, and not what others did', async () => {
    const said = fixture.ada.say('a');
    expect(fixture.grace.editMessage(general, said.ts, 'b')).toBe(false);
    expect(fixture.ada.editMessage(general, said.ts, 'b')).toBe(true);
    expect(fixture.ada.messages(general)).toEqual([expect.objectContaining({ text: 'b', edited: true })]);
    expect((await fixture.hears('message', 2)).payload.event).toMatchObject({
      ...{ subtype: 'message_changed', message: { text: 'b' }, previous_message: { text: 'a' } },
    });
    expect(fixture.grace.deleteMessage(general, said.ts)).toBe(false);
    expect(fixture.ada.deleteMessage(general, said.ts)).toBe(true);
    expect(seen()).toEqual([]);
    expect((await fixture.hears('message', 3)).payload.event).toMatchObject({
      ...{ subtype: 'message_deleted', deleted_ts: said.ts },
    });
  });

  test('answers in a thread, and takes a shortcut from a message', async () => {
    const said = fixture.ada.say('a');
    const reply = fixture.grace.say('b', general, said.ts);
    expect((await fixture.hears('message', 2)).payload.event.thread_ts).toBe(said.ts);
    const told = await fixture.told('message_action', () => fixture.ada.shortcut('on-message', reply));
    expect(told).toMatchObject({ callback_id: 'on-message', message_ts: reply.ts, message: { text: 'b' } });
    expect(await fixture.told('shortcut', () => fixture.ada.shortcut('everywhere'))).toMatchObject({
      callback_id: 'everywhere',
    });
  });
});
