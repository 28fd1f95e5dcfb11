"""Looks a rendered page over: what is cut off, what is too pale, what has no name."""

from __future__ import annotations

import re

from playwright.sync_api import Page

# Every visible element that holds text of its own, with what is wrong about its box.
_CUT_OFF = """
() => {
  const wrong = [];
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) wrong.push('the page scrolls sideways');
  for (const e of document.body.querySelectorAll('*')) {
    const own = Array.from(e.childNodes).some(n => n.nodeType === 3 && n.textContent.trim());
    const box = e.getBoundingClientRect();
    if (!own || !e.checkVisibility() || e.closest('.unseen') || e.tagName === 'OPTION') continue;
    const name = `${e.tagName} ${e.id || e.className} “${e.textContent.trim().slice(0, 40)}”`;
    if (box.left < -1 || box.right > wide + 1) wrong.push(`${name} leaves the page`);
    if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
      wrong.push(`${name} is wider than its box`);
    const outer = e.parentElement.getBoundingClientRect();
    if (box.right > outer.right + 1 || box.left < outer.left - 1)
      wrong.push(`${name} leaves its parent`);
  }
  return wrong;
}
"""

# Text and the colour behind it, for every visible element with text that is not disabled.
_COLOURS = """
() => {
  const found = [];
  const clear = (e) => /rgba\\(.*, 0\\)/.test(getComputedStyle(e).backgroundColor);
  for (const e of document.body.querySelectorAll('*')) {
    const own = Array.from(e.childNodes).some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility() || e.closest('.unseen, :disabled, option')) continue;
    let behind = e;
    while (behind && clear(behind)) behind = behind.parentElement;
    const back = behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)';
    found.push([e.textContent.trim().slice(0, 40), getComputedStyle(e).color, back]);
  }
  return found;
}
"""

_SMALL = """
smallest => Array.from(document.querySelectorAll('button, a, summary, select, input'))
  .filter(e => e.checkVisibility())
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => Math.min(box.height, box.width) < smallest)
  .map(([e]) => e.id || e.textContent)
"""


def cut_off(page: Page) -> list[str]:
    """What the window or a box cuts off."""
    found: list[str] = page.evaluate(_CUT_OFF)
    return found


def too_pale(page: Page, least: float = 4.5) -> list[str]:
    """Visible text with less contrast to its ground than WCAG 2.2 (1.4.3) asks for."""
    pairs = page.evaluate(_COLOURS)
    assert pairs, "no text was found"
    return [
        f"{text!r}: {front} on {back}"
        for text, front, back in pairs
        if contrast(_rgb(front), _rgb(back)) < least
    ]


def too_small(page: Page, smallest: int) -> list[str]:
    """Targets smaller than `smallest` CSS pixels."""
    found: list[str] = page.evaluate(_SMALL, smallest)
    return found


def nameless(page: Page) -> list[str]:
    """Controls without an accessible name."""
    lines = page.locator("body").aria_snapshot().splitlines()
    return [line for line in lines if re.search(r"- (button|textbox|combobox|link)(?! \")", line)]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The contrast ratio of two colours, 0-255 each, as WCAG 2.2 computes it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[float, ...]) -> float:
    parts = [value / 255 for value in colour]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rgb(css: str) -> tuple[float, ...]:
    return tuple(float(part) for part in re.findall(r"[\d.]+", css)[:3])
