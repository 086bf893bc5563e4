// What a message's buttons and menu do.

/** A message's text as its author would type it again. */
const typed = (text) =>
  text
    .replace(/<@\w+\|([^>]+)>/g, '@$1')
    .replace(/<#\w+\|([^>]+)>/g, '#$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

export function messageActs({ client, ask, place, perform, openThread, edit, nameOf }) {
  return {
    openThread,
    fileAddress: client.fileAddress,
    edit,
    wordsOf: ({ text }) => typed(text.replace(/<@(\w+)>/g, (_, id) => `@${nameOf(id)}`)),
    shortcut: (id, { ts }) => void perform(() => client.messageShortcut(id, place(), ts)),
    saveEdit(message, text) {
      edit(undefined);
      if (text && text !== message.text) void perform(() => client.edit(text, place(), message.ts));
    },
    async remove({ ts }) {
      const isSure = await ask({
        title: 'Delete message',
        text: 'Are you sure you want to delete this message? This cannot be undone.',
        confirm: 'Delete',
        deny: 'Cancel',
        danger: true,
      });
      if (isSure) await perform(() => client.remove(place(), ts));
    },
  };
}
