import type { Connection } from 'mongoose';
import { beginningWith, type Change, recordSchema } from './record.ts';

/** A channel linked to a project, where `/task add` needs no key. Its id is "team:channel". */
interface ProjectChannel {
  _id: string;
  projectId: string;
}

const projectChannelSchema = recordSchema({ projectId: { type: String, required: true } });
projectChannelSchema.index({ projectId: 1 });

export function projectChannelStore(connection: Connection) {
  const channels = connection.model<ProjectChannel>('projectChannel', projectChannelSchema as never, 'projectChannels');
  const idOf = (teamId: string, channelId: string) => `${teamId}:${channelId}`;

  return {
    async link(teamId: string, channelId: string, projectId: string, change: Change) {
      const link = { $set: { projectId } };
      await channels.updateOne({ _id: idOf(teamId, channelId) }, link, { session: change, upsert: true });
    },

    /** False where the channel is linked to that project no longer. */
    async unlink(teamId: string, channelId: string, projectId: string, change: Change): Promise<boolean> {
      const link = { _id: idOf(teamId, channelId), projectId };
      return (await channels.deleteOne(link, { session: change })).deletedCount === 1;
    },

    async find(teamId: string, channelId: string): Promise<string | undefined> {
      return (await channels.findOne({ _id: idOf(teamId, channelId) }).lean<ProjectChannel>())?.projectId;
    },

    /** For the sweep of a workspace that uninstalled the app. */
    async sweepWorkspace(teamId: string) {
      await channels.deleteMany({ _id: beginningWith(`${teamId}:`) });
    },

    async sweep(projectId: string) {
      await channels.deleteMany({ projectId });
    },
  };
}
