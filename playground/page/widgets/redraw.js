// Shows lists anew and leaves alone what hasn't changed, so that focus, carets and open lists stay where they are.

const drawn = new WeakMap();

/**
 * Makes the children of `parent` those of `items`, in their order. An item is { key, same, draw }: the child that was
 * drawn for the same key stays as long as `same` (a string) is the same; `keep(earlier item)` is told when it does.
 */
export function redraw(parent, items) {
  const there = new Map([...parent.children].map((child) => [drawn.get(child)?.key, child]));
  const nodes = items.map((item) => {
    const node = there.get(item.key);
    const earlier = node && drawn.get(node);
    if (earlier && earlier.same === item.same) {
      item.keep?.(earlier);
      return node;
    }
    const fresh = item.draw();
    drawn.set(fresh, item);
    return fresh;
  });
  const staying = new Set(nodes);
  for (const child of [...parent.children]) if (!staying.has(child)) child.remove();
  let next = parent.firstElementChild;
  for (const node of nodes)
    if (node === next) next = next.nextElementSibling;
    else parent.insertBefore(node, next);
}
