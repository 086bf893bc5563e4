import type { Migration } from './migration.ts';

const batchSize = 500;

/**
 * Of an installation who installed it, and the bot's ids and scopes were stored, and nothing read them. What an older
 * process writes meanwhile has them until the app is installed anew or uninstalled, or until a contract.
 */
export const installationsTellLess: Migration = {
  id: '0002 installations tell less',
  contract: false,
  async batch(database, cursor) {
    const installations = database.collection<{ _id: string }>('installations');
    const found = await installations
      .find({ _id: { $gt: cursor } }, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .limit(batchSize)
      .toArray();
    const unread = { botId: 1, botUserId: 1, scopes: 1, installerId: 1 } as const;
    await installations.updateMany({ _id: { $in: found.map(({ _id }) => _id) } }, { $unset: unread });
    return found.length < batchSize ? undefined : found.at(-1)?._id;
  },
};
