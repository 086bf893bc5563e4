import mongoose, { type Connection } from 'mongoose';
import type { Installation } from '../domain/installation.ts';
import { free, type Leased, lease, release } from './lease.ts';
import { after, among, fromStored, recordSchema, type Stored } from './record.ts';
import type { TokenCipher } from './token-cipher.ts';

/** What an uninstallation leaves of it, until what came from the workspace is swept: no token. */
interface InstallationRecord extends Stored<Installation>, Leased {
  /** The bot token's envelope (token-cipher.ts), and the id of its key; both gone once it is uninstalled. */
  botToken?: string;
  keyId?: string;
  uninstalledAt?: Date;
}

const installationSchema = recordSchema({
  name: { type: String, required: true },
  organisationWide: { type: Boolean, required: true },
  enterpriseId: String,
  appId: { type: String, required: true },
  installedAt: { type: Date, required: true },
  botToken: String,
  keyId: String,
  uninstalledAt: Date,
  leasedUntil: Date,
});
installationSchema.index({ uninstalledAt: 1 }, { sparse: true });
installationSchema.index({ keyId: 1 });

export function installationStore(connection: Connection, cipher: TokenCipher) {
  const installations = connection.model<InstallationRecord>(
    'installation',
    installationSchema as never,
    'installations',
  );
  const place = (id: string) => ({ team: id, field: 'bot token' });
  const sealed = (id: string, token: string) => ({
    botToken: cipher.encrypt(token, place(id)),
    keyId: cipher.keyId,
  });

  return {
    /** Takes the place of what was there, uninstalled or not. */
    async save({ id, ...installation }: Installation, token: string) {
      const record = { ...installation, ...sealed(id, token) };
      await installations.replaceOne({ _id: id }, record, { upsert: true });
    },

    /** Undefined where it isn't installed. @throws Error where the token can't be decrypted */
    async get(id: string): Promise<{ installation: Installation; token: string } | undefined> {
      const found = await installations.findOne({ _id: id }).lean<InstallationRecord>();
      if (!found?.botToken) return undefined;
      const { botToken, keyId: _, leasedUntil: __, ...record } = found;
      return { installation: fromStored<Installation>(record), token: cipher.decrypt(botToken, place(id)) };
    },

    /** Also where its token can't be decrypted. */
    async isInstalled(id: string): Promise<boolean> {
      return (await installations.countDocuments({ _id: id, botToken: mongoose.trusted({ $gt: '' }) })) > 0;
    },

    /** The organisation of a workspace that has or had an installation of its own. */
    async enterpriseOf(teamId: string): Promise<string | undefined> {
      const own = { _id: teamId, organisationWide: false };
      return (await installations.findOne(own).lean<InstallationRecord>())?.enterpriseId;
    },

    /** Takes the token away at once. False where it was installed again after `at`, or is uninstalled already. */
    async uninstall(id: string, at: Date): Promise<boolean> {
      const installed = { _id: id, uninstalledAt: null, installedAt: mongoose.trusted({ $lte: at }) };
      const gone = { $set: { uninstalledAt: at }, $unset: { botToken: 1, keyId: 1, leasedUntil: 1 } };
      return (await installations.updateOne(installed, gone)).modifiedCount === 1;
    },

    /** Which of these workspaces uninstalled it, and aren't swept yet. */
    async uninstalledOf(teamIds: readonly string[]): Promise<string[]> {
      const gone = { _id: among(teamIds), uninstalledAt: after(new Date(0)) };
      return (await installations.find(gone, { _id: 1 }).lean<{ _id: string }[]>()).map(({ _id }) => _id);
    },

    /** One that was uninstalled before `until`, for this job alone until the lease ends. */
    async leaseUninstalled(until: Date, now: Date): Promise<{ id: string; uninstalledAt: Date } | undefined> {
      const due = { uninstalledAt: mongoose.trusted({ $gt: new Date(0), $lt: until }), ...free(now) };
      const found = await installations.findOneAndUpdate(due, lease(now)).lean<InstallationRecord>();
      return found?.uninstalledAt && { id: found._id, uninstalledAt: found.uninstalledAt };
    },

    async release(id: string) {
      await installations.updateOne({ _id: id }, release);
    },

    async removeUninstalled(id: string, uninstalledAt: Date) {
      await installations.deleteOne({ _id: id, uninstalledAt });
    },

    /** Encrypts one token anew that isn't encrypted with the first key. False where there is none to do. */
    async encryptNext(now: Date): Promise<boolean> {
      const older = { keyId: mongoose.trusted({ $gt: '', $ne: cipher.keyId }), ...free(now) };
      const found = await installations.findOneAndUpdate(older, lease(now)).lean<InstallationRecord>();
      if (!found?.botToken) return false;
      const { _id: id, botToken } = found;
      const again = { $set: sealed(id, cipher.decrypt(botToken, place(id))), $unset: { leasedUntil: 1 } };
      // An installation or an uninstallation meanwhile has another envelope, or none.
      await installations.updateOne({ _id: id, botToken }, again);
      return true;
    },

    /** Ids of the keys that some token is encrypted with and that aren't named. */
    async unnamedKeys(): Promise<string[]> {
      // One that was uninstalled has none, which an index tells as null.
      const used: string[] = await installations.distinct('keyId', { keyId: mongoose.trusted({ $gt: '' }) });
      return used.filter((keyId) => !cipher.keyIds.includes(keyId));
    },
  };
}
