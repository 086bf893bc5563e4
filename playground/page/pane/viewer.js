// What a person's eyes bring along: their time zone, and whom and what they know by name.

/** `screen` is what the server says that one person sees. */
export function viewerOf(screen) {
  const people = screen.workspaces.find((one) => one.teamId === screen.workspace.teamId)?.people ?? [];
  const names = new Map(people.map((one) => [one.userId, one.name]));
  names.set(screen.app.userId, screen.app.name);
  const channels = screen.channels.filter((one) => one.kind === 'channel');
  return {
    userId: screen.me.userId,
    timeZone: screen.me.timeZone,
    people,
    channels,
    personName: (id) => names.get(id) ?? id,
    channelName: (id) => channels.find((one) => one.id === id)?.name,
  };
}
