import type { Person } from './person.ts';
import type { SimulatedSlack } from './slack.ts';
import { directChannel, type Message } from './state.ts';
import type { Profile } from './workspaces.ts';

const mostMessages = 50;

const named = ({ userId, name, firstName, lastName }: Profile) => ({
  userId,
  name,
  fullName: `${firstName} ${lastName}`,
});

/** All that one person sees, for the page. */
export function screen(slack: SimulatedSlack, person: Person) {
  const workspace = slack.state.workspace(person.teamId);
  const profile = workspace.people.get(person.userId) as Profile;
  const { appName, commands, shortcuts, hearsPeople } = slack.manifest;

  const shown = (message: Message) => {
    const { name, isBot } = slack.nameOf(person.teamId, message.authorId);
    const fullName = workspace.people.get(message.authorId);
    return {
      ...message,
      // Their text may be long, and is asked for by itself.
      files: message.files?.map(({ id, name }) => ({ id, name })),
      author: fullName ? named(fullName).fullName : name,
      isBot,
      at: Math.floor(Number(message.ts)),
    };
  };
  const channel = (id: string, name: string, kind: 'channel' | 'direct') => ({
    ...{ id, name, kind },
    messages: person.messages(id).slice(-mostMessages).map(shown),
  });

  return {
    me: { ...named(profile), timeZone: profile.timeZone },
    app: { name: appName, userId: workspace.botUserId, hearsPeople },
    workspace: { teamId: workspace.teamId, name: workspace.name },
    workspaces: slack.state.workspaces.map(({ teamId, name, people }) => ({
      ...{ teamId, name },
      people: [...people.values()].map(named),
    })),
    commands,
    shortcuts,
    channels: [
      ...[...workspace.channels].map(([id, name]) => channel(id, name, 'channel')),
      channel(directChannel(person.userId), appName, 'direct'),
    ],
    home: person.home() ?? null,
    modals: person.modals(),
  };
}
