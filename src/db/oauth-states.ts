import type { Connection } from 'mongoose';
import { after, recordSchema } from './record.ts';

/** An installation under way: somebody was sent to Slack and is to come back once, within ten minutes. */
interface OAuthState {
  _id: string;
  /** Where Slack leads back to; Slack wants to hear it again when the code is exchanged. */
  redirectUri: string;
  createdAt: Date;
}

const minutes = 10;

const oauthStateSchema = recordSchema({
  redirectUri: { type: String, required: true },
  createdAt: { type: Date, required: true },
});
oauthStateSchema.index({ createdAt: 1 }, { expireAfterSeconds: minutes * 60 });

export function oauthStateStore(connection: Connection) {
  const states = connection.model<OAuthState>('oauthState', oauthStateSchema as never, 'oauthStates');

  return {
    async add(id: string, redirectUri: string, createdAt: Date) {
      await states.collection.insertOne({ _id: id as never, redirectUri, createdAt });
    },

    /** Takes it away, so that it is used once. Undefined where it isn't there, or too old. */
    async take(id: string, now: Date): Promise<string | undefined> {
      const young = after(new Date(now.getTime() - minutes * 60_000));
      return (await states.findOneAndDelete({ _id: id, createdAt: young }).lean<OAuthState>())?.redirectUri;
    },
  };
}
