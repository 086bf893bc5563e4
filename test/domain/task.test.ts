import fc from 'fast-check';
import { can, objection, type Task, taskActions, taskForm, taskStatuses } from '../../src/domain/task.ts';

type Asking = 'claimant' | 'creator' | 'manager' | 'member';
const people: Asking[] = ['claimant', 'creator', 'manager', 'member'];

function task(status: Task['status']): Task {
  const base = { id: '1', projectId: '2', number: 12, title: 'Paint', description: '' };
  const made = { ...base, status, creatorId: 'creator', createdAt: new Date(0) };
  if (status === 'claimed') return { ...made, claimantId: 'claimant', claimedAt: new Date(1) };
  if (status === 'completed') return { ...made, completerId: 'claimant', completedAt: new Date(2) };
  return made;
}
const asker = (accountId: string) => ({ accountId, isManager: accountId === 'manager' });

/** Who may, in each state. The claimant of the claimed task has completed the completed one. */
const everybody = people;
const nobody: Asking[] = [];
const mayThen: Record<(typeof taskActions)[number], Record<Task['status'], Asking[]>> = {
  claim: { open: everybody, claimed: nobody, completed: nobody },
  drop: { open: nobody, claimed: ['claimant'], completed: nobody },
  complete: { open: nobody, claimed: ['claimant'], completed: nobody },
  release: { open: nobody, claimed: ['manager'], completed: nobody },
  reopen: { open: nobody, claimed: nobody, completed: ['claimant', 'manager'] },
  edit: { open: ['creator', 'manager'], claimed: ['creator', 'manager'], completed: ['creator', 'manager'] },
  delete: { open: ['creator', 'manager'], claimed: ['creator', 'manager'], completed: ['creator', 'manager'] },
};

const cells = taskActions.flatMap((action) =>
  taskStatuses.map((status) => [action, status, mayThen[action][status]] as const),
);
test.each(cells)('T2–T4: %s, while it is %s: %j', (action, status, may) => {
  expect(people.filter((person) => can(action, task(status), asker(person)))).toEqual(may);
});

const anyTask: fc.Arbitrary<Task> = fc
  .record({
    status: fc.constantFrom(...taskStatuses),
    creatorId: fc.constantFrom(...people),
    holder: fc.constantFrom(...people),
  })
  .map(({ status, creatorId, holder }) => {
    const made = { ...task(status), creatorId };
    if (status === 'claimed') return { ...made, claimantId: holder };
    return status === 'completed' ? { ...made, completerId: holder } : made;
  });
const anyAsker = fc.record({ accountId: fc.constantFrom(...people), isManager: fc.boolean() });
const anyAction = fc.constantFrom(...taskActions);

test('one can what nothing is objected to, and an objection names the task', () => {
  fc.assert(
    fc.property(anyAction, anyTask, anyAsker, (action, about, who) => {
      const said = objection(action, about, who, 'WEB-12', (id) => `<${id}>`);
      expect(can(action, about, who)).toBe(said === undefined);
      if (said !== undefined) expect(said).toContain('WEB-12');
    }),
  );
});

test('T3: a manager who may not complete somebody’s task is told what they may', () => {
  const said = (who: string) => objection('complete', task('claimed'), asker(who), 'WEB-12', () => 'Ada');
  expect(said('member')).toBe('WEB-12 is claimed by Ada: only they can complete it.');
  expect(said('manager')).toMatch(/only they can complete it\. You manage the project: `\/task release WEB-12` makes/);
});

test('C3: what others may do is refused with who they are', () => {
  fc.assert(
    fc.property(anyAction, anyTask, anyAsker, (action, about, who) => {
      const said = objection(action, about, who, 'WEB-12', (id) => `<${id}>`);
      const holders = people.filter((accountId) => can(action, about, { accountId, isManager: false }));
      const managers = can(action, about, { accountId: 'nobody', isManager: true });
      if (said === undefined) return;
      for (const holder of holders) expect(said).toContain(`<${holder}>`);
      if (managers) expect(said).toContain("the project's manager can");
    }),
  );
});

test('T3: nobody but the claimant completes or drops, whatever else they are', () => {
  fc.assert(
    fc.property(fc.constantFrom('complete', 'drop'), anyTask, anyAsker, (action, about, who) => {
      expect(can(action, about, who)).toBe(about.status === 'claimed' && about.claimantId === who.accountId);
    }),
  );
});

test('T1: a title has 1–150 characters, a description up to 3,000', () => {
  const form = { title: 'x'.repeat(150), description: 'x'.repeat(3000) };
  expect(taskForm.parse(form)).toEqual(form);
  expect(taskForm.parse({ title: 'Paint' })).toEqual({ title: 'Paint', description: '' });
  for (const wrong of [{ title: ' ' }, { title: 'x'.repeat(151) }, { ...form, description: 'x'.repeat(3001) }])
    expect(taskForm.safeParse(wrong).success).toBe(false);
});
