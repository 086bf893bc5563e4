import type { Person } from '../../playground/person.ts';

/** The files of the export that this person gets, by the ends of their names. */
export async function exported(person: Person): Promise<(end: string) => string> {
  const message = await person.waitForMessage(/Here is your export from Dibs/);
  return (end) => message.files?.find(({ name }) => name.endsWith(end))?.text ?? `no file ${end}`;
}
