import type { Connection } from 'mongoose';
import type { Group, GroupForm } from '../domain/group.ts';
import { freedKey, nameKey } from '../domain/text.ts';
import { refusingDuplicates } from './duplicate.ts';
import {
  after,
  allFromStored,
  among,
  type Change,
  fromStoredOrNone,
  newId,
  recordSchema,
  type Stored,
} from './record.ts';

interface GroupRecord extends Stored<Group> {
  nameKey: string;
  heldAt?: Date;
  deletedAt?: Date | null;
}

const groupSchema = recordSchema({
  teamId: { type: String, required: true },
  name: { type: String, required: true },
  nameKey: { type: String, required: true },
  description: { type: String, default: '' },
  ownerId: { type: String, required: true },
  createdAt: { type: Date, required: true },
  heldAt: Date,
  deletedAt: Date,
});
groupSchema.index({ teamId: 1, nameKey: 1 }, { unique: true });
groupSchema.index({ ownerId: 1 });
groupSchema.index({ deletedAt: 1 }, { sparse: true });

const taken = {
  nameKey: { sentence: 'This workspace has a group of that name already: choose another name.', field: 'name' },
};
const shown = { nameKey: 0, heldAt: 0 } as const;

/** Every read here knows living groups only: a deleted one is gone at once, whatever of it is still to be swept (G7). */
export function groupStore(connection: Connection) {
  const groups = connection.model<GroupRecord>('group', groupSchema as never, 'groups');
  const living = (id: string) => ({ _id: id, deletedAt: null });

  return {
    async create(group: GroupForm & { teamId: string; ownerId: string; createdAt: Date }, change: Change) {
      const record = { _id: newId(), ...group, nameKey: nameKey(group.name) };
      await refusingDuplicates(taken, () => groups.collection.insertOne(record as never, { session: change }));
      return record._id;
    },

    async get(id: string, change?: Change): Promise<Group | undefined> {
      const found = groups.findOne(living(id), shown).session(change ?? null);
      return fromStoredOrNone<Group>(await found.lean<Stored<Group>>());
    },

    async some(ids: readonly string[]): Promise<Group[]> {
      if (ids.length === 0) return [];
      const found = await groups
        .find({ _id: among(ids), deletedAt: null }, shown)
        .sort({ nameKey: 1 })
        .lean<Stored<Group>[]>();
      return allFromStored<Group>(found);
    },

    async ownedBy(accountId: string, change?: Change): Promise<Group[]> {
      const found = groups
        .find({ ownerId: accountId, deletedAt: null }, shown)
        .limit(100)
        .session(change ?? null);
      return allFromStored(await found.lean<Stored<Group>[]>());
    },

    /** False where somebody else has become the owner, or the group is gone, since it was read. */
    async edit(id: string, ownerId: string, form: GroupForm, change: Change): Promise<boolean> {
      const set = { $set: { ...form, nameKey: nameKey(form.name) } };
      return refusingDuplicates(taken, async () => {
        return (await groups.updateOne({ ...living(id), ownerId }, set, { session: change })).matchedCount === 1;
      });
    },

    async transfer(id: string, ownerId: string, toId: string, change: Change): Promise<boolean> {
      const set = { $set: { ownerId: toId } };
      return (await groups.updateOne({ ...living(id), ownerId }, set, { session: change })).matchedCount === 1;
    },

    /** Makes the group's existence, and its owner where one is named, a condition of the change. */
    async hold(id: string, change: Change, ownerId?: string): Promise<boolean> {
      const filter = ownerId ? { ...living(id), ownerId } : living(id);
      const set = { $set: { heldAt: new Date() } };
      return (await groups.updateOne(filter, set, { session: change })).matchedCount === 1;
    },

    /** The one mark that makes the group gone to everyone and frees its name; the sweep takes the rest. */
    async markDeleted(id: string, ownerId: string, at: Date, change: Change): Promise<boolean> {
      const set = { $set: { deletedAt: at, nameKey: freedKey(id) } };
      return (await groups.updateOne({ ...living(id), ownerId }, set, { session: change })).matchedCount === 1;
    },

    /** For the sweep: the group deleted first of those that still have their mark. */
    async nextDeleted(): Promise<{ id: string; deletedAt: Date } | undefined> {
      const filter = { deletedAt: after(new Date(0)) };
      const found = groups.findOne(filter, { deletedAt: 1 }).sort({ deletedAt: 1 });
      return fromStoredOrNone(await found.lean<{ _id: string; deletedAt: Date }>());
    },

    /** Of those that still have their mark, the newest. */
    async latestDeleted(most: number): Promise<{ id: string; deletedAt: Date }[]> {
      const found = groups
        .find({ deletedAt: after(new Date(0)) }, { deletedAt: 1 })
        .sort({ deletedAt: -1 })
        .limit(most);
      return allFromStored(await found.lean<{ _id: string; deletedAt: Date }[]>());
    },

    async sweep(id: string) {
      await groups.deleteOne({ _id: id });
    },
  };
}
