// Who sat in which pane and where, kept in this browser tab.

const key = 'playground';
const start = {
  panes: [
    { who: { team: '', person: 'ada' }, place: '' },
    { who: { team: '', person: 'grace' }, place: '' },
  ],
  sideBySide: true,
};

export function remembered() {
  const memory = { ...start, ...JSON.parse(sessionStorage.getItem(key) ?? '{}') };
  return Object.assign(memory, {
    keep(change) {
      Object.assign(memory, change);
      sessionStorage.setItem(key, JSON.stringify(memory));
    },
    forget: () => sessionStorage.removeItem(key),
  });
}
