// Keeps the items of a list while what they show changes: an item that was replaced under the hand
// would lose the click, or the focus of who works with the keyboard.

// `keyOf(row)` names a row; `make()` builds an empty item, `update(item, row)` fills it.
export function paintRows(list, rows, { keyOf, make, update }) {
  const keys = rows.map(keyOf);
  Array.from(list.children)
    .filter((item) => !keys.includes(item.dataset.key))
    .forEach((item) => item.remove());
  const known = new Map(Array.from(list.children, (item) => [item.dataset.key, item]));
  let place = list.firstElementChild;
  rows.forEach((row, index) => {
    const item = known.get(keys[index]) || make();
    item.dataset.key = keys[index];
    update(item, row);
    if (item === place) place = place.nextElementSibling;
    else list.insertBefore(item, place);
  });
}
