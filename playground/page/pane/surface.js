// Doing things on behalf of the person, and what blocks are drawn on: a message, Home or a modal.
import { plain, text } from '../blocks/text.js';
import { iconButton, make } from '../widgets/dom.js';
import { ask } from '../widgets/overlay.js';

/** A line that tells what went wrong, until it is dismissed or something else is done. */
export function createNotice() {
  const node = make('div', { class: 'notice', role: 'alert', hidden: true });
  function tell(problem) {
    node.hidden = !problem;
    const dismiss = iconButton('cross', 'Dismiss', { onclick: () => tell('') });
    node.replaceChildren(...(problem ? [make('span', {}, problem), dismiss] : []));
  }
  return { node, tell };
}

/** `now` gives the screen and the viewer of this moment; `host` is what questions are laid over. */
export function createSurfaces({ client, host, now, tell }) {
  /** Does something; what was pressed shows that it is under way, and what went wrong is told. */
  async function perform(act, pressed, say = tell) {
    if (pressed?.hasAttribute('aria-busy')) return undefined;
    say('');
    pressed?.setAttribute('aria-busy', 'true');
    const answer = await act();
    pressed?.removeAttribute('aria-busy');
    const silent = answer.isUnsent ? 'The playground' : now().screen.app.name;
    if (answer.kind === 'failed') say(`${silent} did not answer (${answer.text}). Try again.`);
    return answer;
  }

  /** `on` says where it is, { viewId } or { channelId, ts }; `blocks` gives its blocks, `state` has what is typed there. */
  function surfaceOf(on, blocks, state, say = tell) {
    const { viewer } = now();
    return {
      viewer,
      state,
      press: (block, action, node) =>
        perform(() => client.press(on, block.block_id, action, state.values(blocks())), node, say),
      async suggest(block, element, typed) {
        const answer = await client.suggest(on, block.block_id, element.action_id, typed);
        if (answer.problem) say(`The choices can't be shown: ${answer.problem}`);
        return answer;
      },
      ask: (confirm) =>
        ask(host, {
          title: plain(confirm.title),
          text: text(confirm.text, viewer),
          confirm: plain(confirm.confirm),
          deny: plain(confirm.deny),
          danger: confirm.style === 'danger',
        }),
    };
  }

  return { perform, surfaceOf };
}
