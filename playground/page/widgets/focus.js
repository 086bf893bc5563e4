// Where the keyboard is, kept through changes of the screen.

const focusable =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), summary, [tabindex="0"]';

export const focusables = (region) =>
  [...region.querySelectorAll(focusable)].filter((one) => !one.closest('[inert], [hidden]'));

/**
 * Remembers what has the focus in a region, and returns a function that gives it back: to the same element, to the one
 * of the same name (`data-focus`) that took its place, to the one at its place in the order, or to the region itself.
 */
export function rememberFocus(region) {
  const active = document.activeElement;
  if (!active || !region.contains(active)) return () => {};
  const name = active.dataset.focus;
  const place = focusables(region).indexOf(active);
  const caret = caretOf(active);
  return () => {
    if (document.activeElement === active) return;
    const among = focusables(region);
    const same = among.includes(active)
      ? active
      : among.find((one) => name !== undefined && one.dataset.focus === name);
    const target = same ?? among[Math.min(place, among.length - 1)] ?? region;
    target.focus({ preventScroll: true });
    if (same && caret) target.setSelectionRange?.(...caret);
  };
}

/** Changes a region and leaves the focus where it was. */
export function keepingFocus(region, change) {
  const giveBack = rememberFocus(region);
  change();
  giveBack();
}

function caretOf(element) {
  try {
    return element.selectionStart === null || element.selectionStart === undefined
      ? undefined
      : [element.selectionStart, element.selectionEnd];
  } catch {
    // A kind of input without a caret.
    return undefined;
  }
}
