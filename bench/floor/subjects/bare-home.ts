import { request } from 'undici';
import { collection, type Named } from './bare-database.ts';
import { serve } from './signed-server.ts';

/**
 * All that a Home needs, with the plain driver and nothing else: the signature, the acknowledgement, who asks, their
 * projects, their invitations, what they have claimed, a page of tasks, and the view, published. No rules, no pages.
 */
const identities = collection('identities');
const memberships = collection('memberships');
const invitations = collection('invitations');
const tasks = collection('tasks');
const publish = new URL('views.publish', process.env['SLACK_API_URL']);

const button = (text: string, value: string) => ({
  type: 'button',
  text: { type: 'plain_text', text },
  action_id: `task.${text}`,
  value,
});

function blocksOf({ _id, number, title }: Named) {
  const text = { type: 'plain_text', text: `HOME-${number}  ${title}` };
  const elements = [button('Claim', _id), button('History', _id)];
  return [
    { type: 'section', text },
    { type: 'actions', elements },
  ];
}

async function show(teamId: string, userId: string) {
  const identity = await identities.findOne({ _id: `${teamId}:${userId}` });
  const accountId = String(identity?.['accountId']);
  const mine = memberships.aggregate<{ project: Named[] }>([
    { $match: { accountId, kind: 'project' } },
    { $lookup: { from: 'projects', localField: 'of', foreignField: '_id', as: 'project' } },
  ]);
  const [invited, joined] = await Promise.all([
    invitations.find({ inviteeKey: accountId }).limit(6).toArray(),
    mine.toArray(),
  ]);
  const ids = joined.flatMap(({ project }) => project.map(({ _id }) => _id));
  const [claimed, open] = await Promise.all([
    tasks.find({ claimantId: accountId, status: 'claimed' }).sort({ _id: -1 }).limit(6).toArray(),
    tasks.find({ projectId: ids[0], status: 'open' }).sort({ _id: -1 }).limit(11).toArray(),
  ]);
  const view = { type: 'home', blocks: [...invited, ...claimed, ...open].flatMap(blocksOf) };
  const body = new URLSearchParams({ user_id: userId, view: JSON.stringify(view) }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Bearer xoxb-bench' };
  const answer = await request(publish, { method: 'POST', headers, body });
  await answer.body.json();
}

serve(async (body) => {
  const { team_id: teamId, event } = JSON.parse(body);
  show(teamId, event.user).catch((error: unknown) => {
    process.stderr.write(`${error}\n`);
  });
  return '';
});
