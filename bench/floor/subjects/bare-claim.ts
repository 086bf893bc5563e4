import { collection } from './bare-database.ts';
import { serve } from './signed-server.ts';

/**
 * All that a claim needs, with the plain driver and nothing else: the signature, doing it once, the account, the
 * project and the membership, the guarded update, and the reply. No transaction, no record, no letters, no rules.
 */
const deliveries = collection('deliveries');
const identities = collection('identities');
const projects = collection('projects');
const memberships = collection('memberships');
const tasks = collection('tasks');

serve(async (body) => {
  const given = new URLSearchParams(body);
  const [, reference = ''] = String(given.get('text')).split(' ');
  const [key = '', number = ''] = reference.split('-');
  const teamId = String(given.get('team_id'));
  await deliveries.insertOne({ _id: String(given.get('trigger_id')), at: new Date() });
  const [identity, project] = await Promise.all([
    identities.findOne({ _id: `${teamId}:${given.get('user_id')}` }),
    projects.findOne({ teamId, key, deletedAt: null }),
  ]);
  const accountId = identity?.['accountId'];
  const member = project && (await memberships.findOne({ of: project._id, accountId }));
  if (!member) return JSON.stringify({ text: `There is no task ${reference} in your projects.` });
  const claimed = await tasks.findOneAndUpdate(
    { projectId: project._id, number: Number(number), status: 'open' },
    { $set: { status: 'claimed', claimantId: accountId, claimedAt: new Date() } },
    { returnDocument: 'after' },
  );
  const text = claimed ? `You claimed ${reference}.` : `${reference} is taken.`;
  const title = { type: 'section', text: { type: 'plain_text', text: `${reference} ${claimed?.['title']}` } };
  return JSON.stringify({ response_type: 'ephemeral', text, blocks: [title] });
});
