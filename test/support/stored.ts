import type { Schema } from 'mongoose';
import { accountSchema } from '../../src/db/accounts.ts';
import { activitySchema } from '../../src/db/activities.ts';
import { deliverySchema } from '../../src/db/deliveries.ts';
import { exportSchema } from '../../src/db/exports.ts';
import { groupSchema } from '../../src/db/groups.ts';
import { identitySchema } from '../../src/db/identities.ts';
import { installationSchema } from '../../src/db/installations.ts';
import { invitationSchema } from '../../src/db/invitations.ts';
import { membershipSchema } from '../../src/db/memberships.ts';
import { migrationSchema } from '../../src/db/migrations.ts';
import { oauthStateSchema } from '../../src/db/oauth-states.ts';
import { letterSchema } from '../../src/db/outbox.ts';
import { paceSchema } from '../../src/db/paces.ts';
import { passwordLinkSchema } from '../../src/db/password-links.ts';
import { projectChannelSchema } from '../../src/db/project-channels.ts';
import { projectSchema } from '../../src/db/projects.ts';
import { taskSchema } from '../../src/db/tasks.ts';
import { workspaceSchema } from '../../src/db/workspaces.ts';

const schemas: Record<string, Schema> = {
  accounts: accountSchema,
  activities: activitySchema,
  deliveries: deliverySchema,
  exports: exportSchema,
  groups: groupSchema,
  identities: identitySchema,
  installations: installationSchema,
  invitations: invitationSchema,
  memberships: membershipSchema,
  migrations: migrationSchema,
  oauthStates: oauthStateSchema,
  outbox: letterSchema,
  paces: paceSchema,
  passwordLinks: passwordLinkSchema,
  projectChannels: projectChannelSchema,
  projects: projectSchema,
  tasks: taskSchema,
  workspaces: workspaceSchema,
} as never;

/** Written by a library, so without a schema of ours. */
const withoutSchema = ['passwordTries'];

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string') ? 'Strings' : 'Array';
  if (value instanceof Date) return 'Date';
  return value === null ? 'null' : typeof value;
}

const allowed: Record<string, string[]> = {
  String: ['string'],
  Number: ['number'],
  Boolean: ['boolean'],
  Date: ['Date', 'null'],
  Array: ['Strings', 'Array'],
  Embedded: ['object'],
};

/** Stored keys and values that their schemas don't have (S2). */
export function unexpected(documents: Record<string, Record<string, unknown>[]>): string[] {
  return Object.entries(documents).flatMap(([collection, records]) => {
    if (withoutSchema.includes(collection)) return [];
    const schema = schemas[collection];
    if (!schema) return [`the collection ${collection}`];
    return records.flatMap((record) =>
      Object.entries(record)
        .filter(([key, value]) => !allowed[schema.path(key)?.instance ?? '']?.includes(typeOf(value)))
        .map(([key, value]) => `${collection}.${key}: ${JSON.stringify(value)}`),
    );
  });
}
