import mongoose, { type Connection } from 'mongoose';
import { type SlackUser, slackUserKey } from '../domain/actor.ts';
import { type LinkOrigin, type PasswordLink, type Purpose, purposes } from '../domain/password-link.ts';
import { among, beginningWith, type Change, recordSchema } from './record.ts';

/** Of a link only its token's SHA-256 is kept. Its id is "team:user:purpose", so that a new one voids the older. */
interface PasswordLinkRecord extends PasswordLink {
  _id: string;
  tokenHash: string;
}

/** So long after it has expired somebody who opens it is still told what became of it. */
const keptSeconds = 60 * 60;

const passwordLinkSchema = recordSchema({
  tokenHash: { type: String, required: true },
  teamId: { type: String, required: true },
  userId: { type: String, required: true },
  installationId: { type: String, required: true },
  purpose: { type: String, required: true },
  accountId: String,
  profile: {
    type: { firstName: String, surname: String, username: String, name: String },
    _id: false,
    default: undefined,
  },
  request: String,
  viewId: String,
  home: String,
  createdAt: { type: Date, required: true },
  expiresAt: { type: Date, required: true },
  usedAt: Date,
});
passwordLinkSchema.index({ tokenHash: 1 }, { unique: true });
passwordLinkSchema.index({ expiresAt: 1 }, { expireAfterSeconds: keptSeconds });

const idOf = (user: SlackUser, purpose: Purpose) => `${slackUserKey(user)}:${purpose}`;
const idsOf = (user: SlackUser) => purposes.map((purpose) => idOf(user, purpose));

export function passwordLinkStore(connection: Connection) {
  const links = connection.model<PasswordLinkRecord>('passwordLink', passwordLinkSchema as never, 'passwordLinks');

  return {
    /** The Slack user's earlier link for the same purpose is gone from then on. */
    async issue(link: PasswordLink & { tokenHash: string }, change: Change) {
      const options = { session: change, upsert: true, ignoreUndefined: true };
      await links.collection.replaceOne({ _id: idOf(link, link.purpose) as never }, link as never, options);
    },

    async find(tokenHash: string): Promise<PasswordLink | undefined> {
      return (await links.findOne({ tokenHash }, { _id: 0, tokenHash: 0 }).lean<PasswordLink>()) ?? undefined;
    },

    /** Where in Slack it stands, to be brought up to date there. */
    async standsIn(tokenHash: string, where: Pick<PasswordLink, 'viewId' | 'home'>) {
      await links.updateOne({ tokenHash }, { $set: where });
    },

    /**
     * Uses it up, with the change that it allows, and returns its origin as it is by then: `standsIn` may have come after
     * the link was found. Undefined where it was used before, or a newer one took its place.
     */
    async use(tokenHash: string, usedAt: Date, change: Change): Promise<LinkOrigin | undefined> {
      const options = { session: change, projection: { _id: 0, installationId: 1, request: 1, viewId: 1, home: 1 } };
      const used = { $set: { usedAt } };
      return (await links.findOneAndUpdate({ tokenHash, usedAt: null }, used, options).lean<LinkOrigin>()) ?? undefined;
    },

    /** Whatever these Slack users were given. */
    async removeOf(users: readonly SlackUser[], change: Change) {
      await links.deleteMany({ _id: among(users.flatMap(idsOf)) }, { session: change });
    },

    /** What a Slack user was given by then. */
    async removeGiven(user: SlackUser, until: Date) {
      await links.deleteMany({ _id: among(idsOf(user)), createdAt: mongoose.trusted({ $lte: until }) });
    },

    /** For the sweep of a workspace that uninstalled the app. */
    async sweepWorkspace(teamId: string) {
      await links.deleteMany({ _id: beginningWith(`${teamId}:`) });
    },
  };
}
