import { z } from 'zod';
import { type Group, isOwner } from './group.ts';
import { Refusal } from './refusal.ts';
import { enumerated, line, paragraphs } from './text.ts';

export interface Project {
  id: string;
  groupId: string;
  /** The workspace of its group; its key is unique there (P1). */
  teamId: string;
  key: string;
  name: string;
  description: string;
  managerId: string;
  createdAt: Date;
}

/** P1: 2–6 of A–Z and 0–9, a letter first. */
export const keyPattern = '[A-Z][A-Z0-9]{1,5}';

/** A key, typed in any case. */
export const projectKey = z
  .string()
  .transform((key) => key.trim().toUpperCase())
  .pipe(
    z
      .string()
      .regex(new RegExp(`^${keyPattern}$`), 'A key has 2–6 of A–Z and 0–9 and starts with a letter, such as WEB.'),
  );

/** A key as somebody typed it. @throws Refusal that says how one looks */
export function readKey(typed: string): string {
  const read = projectKey.safeParse(typed);
  if (!read.success) throw new Refusal(read.error.issues[0]?.message ?? '');
  return read.data;
}

export const projectForm = z.object({
  name: line('name', 80),
  key: projectKey,
  description: paragraphs('description', 1000),
});
export type ProjectForm = z.infer<typeof projectForm>;

/** P4: the manager's rights over the project, which the group's owner has too. */
export function mayManage(project: Project, group: Group, accountId: string): boolean {
  return project.managerId === accountId || isOwner(group, accountId);
}

export const mostNamed = 10;

/** "A, B and 3 more", of `count` projects in all: of many the first ten keys are named. */
export const namedKeys = (keys: readonly string[], count = keys.length) => enumerated(keys, mostNamed, count);

/** A key to start from: initials of several words, or the first letters of one; '' when the name has no letters. */
export function suggestedKey(name: string): string {
  const words = name
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9\s]/g, '')
    .trim()
    .split(/\s+/);
  const initials = words.map((word) => word.slice(0, 1)).join('');
  const key = (words.length > 1 ? initials : (words[0] ?? '').slice(0, 3)).replace(/^[0-9]+/, '').slice(0, 6);
  return key.length >= 2
    ? key
    : words
        .join('')
        .replace(/^[0-9]+/, '')
        .slice(0, 3)
        .padEnd(2, 'X')
        .replace(/^XX$/, '');
}
