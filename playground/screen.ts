import type { Person } from './person.ts';
import type { SimulatedSlack } from './slack.ts';
import { directChannel, type Message } from './state.ts';

const mostMessages = 50;

/** All that one person sees, for the page. */
export function screen(slack: SimulatedSlack, person: Person) {
  const workspace = slack.state.workspace(person.teamId);
  const shown = (message: Message) => ({
    ...message,
    author: workspace.people.get(message.authorId)?.name ?? 'Dibs',
    at: Math.floor(Number(message.ts)),
  });
  const channels = [
    ...[...workspace.channels].map(([id, name]) => ({ id, name: `# ${name}` })),
    { id: directChannel(person.userId), name: 'Messages from Dibs' },
  ];
  return {
    workspace: workspace.name,
    people: [...workspace.people.values()].map(({ userId, name, firstName, lastName }) => ({
      userId,
      name,
      fullName: `${firstName} ${lastName}`,
    })),
    channels: channels.map((channel) => ({
      ...channel,
      messages: person.messages(channel.id).slice(-mostMessages).map(shown),
    })),
    home: person.home(),
    modals: person.modals(),
  };
}
