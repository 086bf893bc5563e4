/** A person of a simulated workspace, as Slack's profile has them. */
export interface Profile {
  userId: string;
  /** The name after the @. */
  name: string;
  firstName: string;
  lastName: string;
  timeZone: string;
}

export interface Workspace {
  teamId: string;
  name: string;
  domain: string;
  botToken: string;
  botUserId: string;
  people: Map<string, Profile>;
  channels: Map<string, string>;
  /** Slack Connect: other workspaces whose people are seen here. */
  sharesChannelsWith?: string[];
}

type PersonSeed = [name: string, firstName: string, lastName: string, timeZone?: string];

const analytical: PersonSeed[] = [
  ['ada', 'Ada', 'Lovelace', 'Europe/London'],
  ['grace', 'Grace', 'Hopper', 'America/New_York'],
  ['alan', 'Alan', 'Turing', 'Europe/London'],
  ['katherine', 'Katherine', 'Johnson', 'America/New_York'],
  ['hedy', 'Hedy', 'Lamarr', 'Europe/Vienna'],
  ['linus', 'Linus', 'Pauling', 'America/Los_Angeles'],
];
const differential: PersonSeed[] = [
  ['emmy', 'Emmy', 'Noether', 'Europe/Berlin'],
  ['sofia', 'Sofia', 'Kovalevskaya', 'Europe/Stockholm'],
  ['maryam', 'Maryam', 'Mirzakhani', 'Asia/Tehran'],
  ['srinivasa', 'Srinivasa', 'Ramanujan', 'Asia/Kolkata'],
  ['evariste', 'Évariste', 'Galois', 'Europe/Paris'],
];

function createWorkspace(teamId: string, name: string, people: readonly PersonSeed[]): Workspace {
  const workspace: Workspace = {
    teamId,
    name,
    domain: name.toLowerCase().replaceAll(' ', '-'),
    botToken: `xoxb-${teamId}-simulated`,
    botUserId: `UBOT${teamId}`,
    people: new Map(),
    channels: new Map([
      [`C${teamId}GENERAL`, 'general'],
      [`C${teamId}WEB`, 'web-team'],
      [`C${teamId}RANDOM`, 'random'],
    ]),
  };
  for (const person of people) addPerson(workspace, ...person);
  return workspace;
}

export function addPerson(
  workspace: Workspace,
  ...[name, firstName, lastName, timeZone = 'Etc/UTC']: PersonSeed
): Profile {
  const userId = `U${workspace.teamId.slice(1)}${name.toUpperCase().replace(/[^A-Z0-9]/g, '')}`;
  const profile = { userId, name, firstName, lastName, timeZone };
  workspace.people.set(userId, profile);
  return profile;
}

export function demoWorkspaces(): Workspace[] {
  return [
    createWorkspace('T0ANALYTIC', 'Analytical', analytical),
    createWorkspace('T0DIFFER', 'Differential', differential),
  ];
}
