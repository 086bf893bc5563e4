import type mongoose from 'mongoose';

/** T8, looked up: claimed tasks of living projects whose claimant is no member of them. Must be none. */
export async function heldOutsideMembership(database: mongoose.mongo.Db): Promise<string[]> {
  const projects = await database.collection<{ _id: string }>('projects').find({ deletedAt: null }).toArray();
  const claimed = await database
    .collection('tasks')
    .find({ status: 'claimed', projectId: { $in: projects.map((project) => project._id) } })
    .toArray();
  const held: string[] = [];
  for (const { _id, projectId, claimantId } of claimed) {
    const membership = await database.collection('memberships').findOne({ of: projectId, accountId: claimantId });
    if (!membership) held.push(`${String(_id)} by ${String(claimantId)}`);
  }
  return held;
}
