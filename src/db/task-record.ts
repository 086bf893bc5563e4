import type { Model } from 'mongoose';
import type { Task } from '../domain/task.ts';
import { recordSchema, type Stored } from './record.ts';

/** Its indexes serve the queries of tasks.ts and task-lists.ts. */
export const taskSchema = recordSchema({
  projectId: { type: String, required: true },
  number: { type: Number, required: true },
  title: { type: String, required: true },
  description: { type: String, default: '' },
  link: String,
  linkTeamId: String,
  status: { type: String, required: true },
  creatorId: { type: String, required: true },
  createdAt: { type: Date, required: true },
  claimantId: String,
  claimedAt: Date,
  completerId: String,
  completedAt: Date,
});
taskSchema.index({ projectId: 1, number: 1 }, { unique: true });
taskSchema.index({ projectId: 1, status: 1, _id: -1 });
taskSchema.index({ claimantId: 1, status: 1, projectId: 1, _id: -1 });
taskSchema.index({ completerId: 1, projectId: 1, _id: -1 });
taskSchema.index({ linkTeamId: 1 }, { sparse: true });
taskSchema.index({ creatorId: 1, projectId: 1, _id: -1 });

export type Tasks = Model<Stored<Task>>;
