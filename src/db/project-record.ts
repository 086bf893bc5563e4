import type { Model } from 'mongoose';
import type { Project } from '../domain/project.ts';
import { type Change, recordSchema, type Stored } from './record.ts';

export interface ProjectRecord extends Stored<Project> {
  nameKey: string;
  /** The number that the project's latest task got; only ever grows (T1). */
  lastNumber: number;
  heldAt?: Date;
  deletedAt?: Date | null;
}

/** Its indexes serve the queries of projects.ts, project-managers.ts and project-deletion.ts. */
export const projectSchema = recordSchema({
  groupId: { type: String, required: true },
  teamId: { type: String, required: true },
  key: { type: String, required: true },
  name: { type: String, required: true },
  nameKey: { type: String, required: true },
  description: { type: String, default: '' },
  managerId: { type: String, required: true },
  createdAt: { type: Date, required: true },
  lastNumber: { type: Number, required: true },
  heldAt: Date,
  deletedAt: Date,
});
projectSchema.index({ teamId: 1, key: 1 }, { unique: true });
projectSchema.index({ groupId: 1, nameKey: 1 }, { unique: true });
projectSchema.index({ groupId: 1, key: 1 });
projectSchema.index({ groupId: 1, _id: 1 });
projectSchema.index({ groupId: 1, deletedAt: 1 });
/** Named where a group is given as well: of several indexes that begin with it MongoDB may take one that finds all its projects. */
export const byManager = { managerId: 1, groupId: 1 } as const;
projectSchema.index(byManager);
projectSchema.index({ deletedAt: 1 }, { sparse: true });

export type Projects = Model<ProjectRecord>;

/** What is read of a project. */
export const shown = { nameKey: 0, lastNumber: 0, heldAt: 0 } as const;

export const living = (id: string) => ({ _id: id, deletedAt: null });

/** Ids of a group's projects, at most so many. */
export async function idsInGroup(projects: Projects, groupId: string, most: number, change?: Change) {
  const found = projects
    .find({ groupId, deletedAt: null }, { _id: 1 })
    .limit(most)
    .session(change ?? null);
  return (await found.lean<{ _id: string }[]>()).map(({ _id }) => _id);
}
