import type { Connection } from 'mongoose';
import { recordSchema } from './record.ts';

/** A workspace that its organisation's installation serves. */
interface WorkspaceRecord {
  _id: string;
  enterpriseId: string;
}

const workspaceSchema = recordSchema({ enterpriseId: { type: String, required: true } });
workspaceSchema.index({ enterpriseId: 1, _id: 1 });

export function workspaceStore(connection: Connection) {
  const workspaces = connection.model<WorkspaceRecord>('workspace', workspaceSchema as never, 'workspaces');

  return {
    async belongs(teamId: string, enterpriseId: string) {
      await workspaces.updateOne({ _id: teamId }, { $set: { enterpriseId } }, { upsert: true });
    },

    async enterpriseOf(teamId: string): Promise<string | undefined> {
      return (await workspaces.findOne({ _id: teamId }).lean<WorkspaceRecord>())?.enterpriseId;
    },

    /** For the sweep: one of the organisation's that is still there. */
    async nextOf(enterpriseId: string): Promise<string | undefined> {
      return (await workspaces.findOne({ enterpriseId }).sort({ _id: 1 }).lean<WorkspaceRecord>())?._id;
    },

    async remove(teamId: string) {
      await workspaces.deleteOne({ _id: teamId });
    },
  };
}
