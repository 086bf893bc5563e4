// What opens above everything beside what it belongs to.

const gap = 4;
const margin = 8;

/** Shows a `popover` element below its anchor, or above where there is more room. */
export function showBeside(popover, anchor) {
  const at = anchor.getBoundingClientRect();
  popover.style.minWidth = `${Math.min(at.width, 360)}px`;
  popover.style.maxHeight = '';
  if (!popover.matches(':popover-open')) popover.showPopover();
  const below = window.innerHeight - at.bottom - gap - margin;
  const above = at.top - gap - margin;
  const isBelow = popover.offsetHeight <= below || below >= above;
  popover.style.maxHeight = `${Math.min(460, isBelow ? below : above)}px`;
  const left = Math.max(margin, Math.min(at.left, window.innerWidth - popover.offsetWidth - margin));
  popover.style.left = `${left}px`;
  popover.style.top = `${isBelow ? at.bottom + gap : at.top - gap - popover.offsetHeight}px`;
}

/** Calls `close` at a press outside these elements, or when what they are in is scrolled or resized. */
export function closingOutside(elements, close) {
  const isOutside = ({ target, type }) =>
    type === 'scroll'
      ? // Another pane goes to its end by itself when something arrives there.
        elements.some((one) => target !== one && target.contains(one))
      : !elements.some((one) => one.contains(target));
  const outside = (event) => isOutside(event) && close();
  const events = ['pointerdown', 'scroll', 'resize', 'focusin'];
  for (const name of events) window.addEventListener(name, outside, true);
  return () => {
    for (const name of events) window.removeEventListener(name, outside, true);
  };
}
