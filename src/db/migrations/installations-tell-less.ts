import { inBatches, type Migration } from './migration.ts';

/**
 * Of an installation who installed it, and the bot's ids and scopes were stored, and nothing read them. What an older
 * process writes meanwhile has them until the app is installed anew or uninstalled, or until a contract.
 */
export const installationsTellLess: Migration = {
  id: '0002 installations tell less',
  contract: false,
  batch(database, cursor) {
    const installations = database.collection<{ _id: string }>('installations');
    const unread = { botId: 1, botUserId: 1, scopes: 1, installerId: 1 } as const;
    return inBatches(installations, cursor, { _id: 1 }, (found) =>
      installations.updateMany({ _id: { $in: found.map(({ _id }) => _id) } }, { $unset: unread }),
    );
  },
};
