import { setTimeout as wait } from 'node:timers/promises';
import type { Actor } from '../../src/domain/actor.ts';
import type { Invitation } from '../../src/domain/group.ts';
import { again, everything, openStage, refusal, type Stage } from './cast.ts';

let stage: Stage;
/** Ada and Ben are of one workspace, Eve is of another. */
let [ada, ben, eve] = [] as unknown as [Actor, Actor, Actor];
let groupId: string;

beforeAll(async () => {
  stage = await openStage();
  [ada, ben, eve] = [await stage.person('Ada'), await stage.person('Ben'), await stage.person('Eve', 'T2')];
});
afterAll(() => stage.close());

/** A group of Ada's that nobody else is in. */
beforeEach(async () => {
  groupId = await stage.group(ada);
});

async function invited(person: Actor): Promise<Invitation> {
  await stage.services.invitations.invite(again(ada), groupId, { exact: person.username });
  return waiting(person);
}

async function waiting(person: Actor): Promise<Invitation> {
  const { items } = await stage.services.invitations.mine(person, { size: 20 });
  return items.find((one) => one.group.id === groupId)?.invitation as Invitation;
}

test('G3: by username, with @ or without and in any case, or by email', async () => {
  for (const exact of ['@Ben', 'ben', ' BEN@example.com ']) {
    await stage.services.invitations.invite(again(ada), groupId, { exact });
    await stage.services.invitations.withdraw(again(ada), groupId, { exact });
  }
  expect((await refusal(stage.services.invitations.invite(again(ada), groupId, { exact: 'nobody' }))).field).toBe(
    'person',
  );
});

test('G4: accepting makes a member; the owner is told, and the message shows what was chosen', async () => {
  const { invitations, groups } = stage.services;
  const { id } = await invited(ben);
  expect((await stage.letters(ben)).at(-1)).toContain('invites you');
  await invitations.accept(again(ben), id);
  expect((await groups.get(ben, groupId)).members).toBe(2);
  expect(await waiting(ben)).toBeUndefined();
});

test('G4: the owner is told of an answer, and the invitation message is brought up to date', async () => {
  const { id } = await invited(ben);
  await stage.letters(ada);
  await stage.services.invitations.decline(again(ben), id);
  const late = new Date(Date.now() + 1000);
  const letters = [await stage.stores.outbox.lease(late), await stage.stores.outbox.lease(late)];
  expect(letters).toEqual([
    expect.objectContaining({ userId: ada.userId, sentence: expect.stringContaining('declined your invitation') }),
    expect.objectContaining({ userId: ben.userId, kind: 'answered', invitationId: id }),
  ]);
  await stage.letters(ada);
});

test('G4: answered in another workspace, the invitation message is brought up to date where it is', async () => {
  const flo = await stage.person('Flo');
  const { id } = await invited(flo);
  await stage.services.accounts.signIn(stage.visitor('UFlo2', 'T2'), { username: 'flo', password: 'Secret-123' });
  await stage.letters(flo);
  const elsewhere = (await stage.services.accounts.actorOf(stage.visitor('UFlo2', 'T2'))) as Actor;
  await stage.services.invitations.accept(again(elsewhere), id);
  expect(await stage.letters(flo)).toEqual([expect.stringContaining('You accepted')]);
});

test('G3: members and people invited already cannot be invited again; who declined can', async () => {
  const { invitations } = stage.services;
  const invite = () => invitations.invite(again(ada), groupId, { exact: 'ben' });
  const first = await invited(ben);
  expect((await refusal(invite())).message).toContain('invited already');
  await invitations.decline(again(ben), first.id);
  await invite();
  await invitations.accept(again(ben), (await waiting(ben)).id);
  expect((await refusal(invite())).message).toContain('a member of');
});

test('G4: an answered or withdrawn invitation says so and changes nothing', async () => {
  const { invitations, groups } = stage.services;
  const declined = await invited(ben);
  await invitations.decline(again(ben), declined.id);
  expect((await refusal(invitations.accept(again(ben), declined.id))).message).toContain('declined already');
  const withdrawn = await invited(ben);
  await invitations.withdraw(again(ada), groupId, { invitationId: withdrawn.id });
  expect((await refusal(invitations.accept(again(ben), withdrawn.id))).message).toContain('withdrawn');
  expect((await groups.get(ada, groupId)).members).toBe(1);
});

test("S1: somebody else's invitation is not there", async () => {
  const { id } = await invited(ben);
  const theirs = await refusal(stage.services.invitations.accept(again(eve), id));
  const none = await refusal(stage.services.invitations.accept(again(eve), 'f'.repeat(24)));
  expect(theirs.message).toBe(none.message);
  expect(await waiting(ben)).toMatchObject({ id, status: 'pending' });
});

test('accepting and withdrawing at once: one of the two happens', async () => {
  const { id } = await invited(ben);
  const outcomes = await Promise.allSettled([
    stage.services.invitations.accept(again(ben), id),
    stage.services.invitations.withdraw(again(ada), groupId, { invitationId: id }),
  ]);
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  const accepted = outcomes[0].status === 'fulfilled';
  expect(await stage.stores.memberships.has(ben.accountId, groupId)).toBe(accepted);
});

test('G3: an invitation waits for a Slack user until they sign up', async () => {
  const { invitations, accounts } = stage.services;
  await invitations.invite(again(ada), groupId, { slackUser: { teamId: 'T1', userId: 'UZoe' } });
  expect(await stage.letters(stage.visitor('UZoe'))).toEqual([expect.stringContaining('invites you')]);
  expect((await invitations.pending(ada, groupId, everything)).items[0]).toMatchObject({
    invitation: { slackUser: { userId: 'UZoe' } },
    person: undefined,
  });
  const zoe = await stage.person('Zoe');
  expect((await accounts.actorOf(zoe))?.accountId).toBe(zoe.accountId);
  await invitations.accept(again(zoe), (await waiting(zoe)).id);
  expect(await stage.stores.memberships.has(zoe.accountId, groupId)).toBe(true);
});

test('G3: however inviting and signing up interleave, what waits is handed over', async () => {
  const { invitations } = stage.services;
  for (let round = 0; round < 30; round++) {
    const name = `Newcomer${round}`;
    const slackUser = { teamId: 'T1', userId: `U${name}` };
    const [invited, joined] = await Promise.allSettled([
      wait(Math.random() * 20).then(() => invitations.invite(again(ada), groupId, { slackUser })),
      stage.person(name),
    ]);
    if (joined.status === 'rejected') throw joined.reason;
    if (invited.status === 'rejected') expect(String(invited.reason)).toMatch(/invite them again/);
    expect((await waiting(joined.value)) !== undefined).toBe(invited.status === 'fulfilled');
  }
  const { items } = await invitations.pending(ada, groupId, everything);
  expect(items.filter(({ person }) => !person)).toEqual([]);
});

test('an invitation still in the name of the Slack user is theirs to answer', async () => {
  const to = { teamId: ben.teamId, userId: ben.userId };
  const made = { groupId, inviterId: ada.accountId, createdAt: ada.now, slackUser: to };
  await stage.stores.deliveries.once(again(ada).delivery, 'test', (change) =>
    stage.stores.invitations.create(made, change),
  );
  await stage.services.invitations.accept(again(ben), (await waiting(ben)).id);
  expect(await stage.stores.memberships.has(ben.accountId, groupId)).toBe(true);
});

test('G3: a Slack user with an account is invited by account', async () => {
  const { invitations } = stage.services;
  const { name } = await invitations.invite(again(ada), groupId, { slackUser: ben });
  expect(name).toContain('(ben)');
  expect((await refusal(invitations.invite(again(ada), groupId, { exact: 'ben' }))).message).toContain('already');
});

test('S1: neither the id of somebody elsewhere nor a Slack user of another workspace invites', async () => {
  const { invitations } = stage.services;
  await refusal(invitations.invite(again(ada), groupId, { accountId: eve.accountId }));
  await refusal(invitations.invite(again(ada), groupId, { slackUser: { teamId: 'T2', userId: 'UEve' } }));
  await invitations.invite(again(ada), groupId, { exact: 'eve@example.com' });
});

test('G3: the search offers people of the own workspaces, others by their exact name alone', async () => {
  const { invitations } = stage.services;
  const found = async (typed: string) =>
    (await invitations.search(again(ada), groupId, typed, 5)).map((person) => person.username);
  expect(await found('be')).toEqual(['ben']);
  expect(await found('Ben Exa')).toEqual(['ben']);
  expect(await found('ev')).toEqual([]);
  expect(await found('eve')).toEqual(['eve']);
  expect(await found('EVE@example.com')).toEqual(['eve']);
  expect(await found('$ne')).toEqual([]);
});

test('G3: the search leaves out members, the invited and oneself, and finds those behind them', async () => {
  const { invitations } = stage.services;
  const crowd = await Promise.all(['Mia1', 'Mia2', 'Mia3', 'Mia4'].map((name) => stage.person(name)));
  await stage.join(ada, groupId, crowd[0] as Actor);
  await invited(crowd[1] as Actor);
  const people = await invitations.search(again(ada), groupId, 'mia', 1);
  expect(people.map((person) => person.username)).toEqual(['mia3']);
  expect(await invitations.search(again(ada), groupId, 'ada', 5)).toEqual([]);
});
