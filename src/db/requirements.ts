import type mongoose from 'mongoose';

/** What a server tells of itself. */
export interface Server {
  version: string;
  isReplicaSet: boolean;
}

export async function serverOf(connection: mongoose.Connection): Promise<Server> {
  const admin = (connection.db as mongoose.mongo.Db).admin();
  const [build, hello] = await Promise.all([admin.command({ buildInfo: 1 }), admin.command({ hello: 1 })]);
  const isSharded = hello['msg'] === 'isdbgrid';
  return { version: String(build['version']), isReplicaSet: Boolean(hello['setName']) || isSharded };
}

interface Requirement {
  isMet(server: Server): boolean;
  /** What the server is, where it is met; and where it isn't. */
  met(server: Server): string;
  unmet(server: Server): string;
  remedy: string;
}

const oldestVersion = 6;

/** What Dibs needs of a server: it starts on no other, and the doctor tells of each. */
export const requirements: readonly Requirement[] = [
  {
    isMet: ({ version }) => Number.parseInt(version, 10) >= oldestVersion,
    met: ({ version }) => `MongoDB ${version}`,
    unmet: ({ version }) => `MongoDB ${version} is older than ${oldestVersion}.0`,
    remedy: 'Upgrade it, or name a newer one in MONGODB_URI.',
  },
  {
    isMet: ({ isReplicaSet }) => isReplicaSet,
    met: () => 'a replica set',
    unmet: () => 'a standalone server, but Dibs needs a replica set for its transactions',
    remedy: 'Restart that mongod with --replSet rs0, then run once: mongosh --eval "rs.initiate()"',
  },
];

/** @throws Error in words where the server doesn't meet one */
export async function mustMeetRequirements(connection: mongoose.Connection): Promise<void> {
  const server = await serverOf(connection);
  for (const { isMet, unmet, remedy } of requirements)
    if (!isMet(server)) throw new Error(`MONGODB_URI: ${unmet(server)}. ${remedy}`);
}
