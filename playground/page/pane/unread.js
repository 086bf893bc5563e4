// How much is new in each channel since the person looked.

const isLater = (ts, than) => Number(ts) > Number(than);
const latest = (channel) => channel.messages.at(-1)?.ts ?? '0';

export function unreadCounts() {
  const seen = new Map();
  return {
    /** Everything in the channel that is looked at is seen; so is what was there at the first look. */
    look(screen, current) {
      for (const channel of screen.channels)
        if (channel.id === current || !seen.has(channel.id)) seen.set(channel.id, latest(channel));
    },
    total: (screen) => screen.channels.reduce((sum, channel) => sum + counted(screen, channel.id), 0),
    of: counted,
  };
  function counted(screen, id) {
    const channel = screen.channels.find((one) => one.id === id);
    const isNew = (message) => isLater(message.ts, seen.get(id)) && message.authorId !== screen.me.userId;
    return channel.messages.filter(isNew).length;
  }
}
