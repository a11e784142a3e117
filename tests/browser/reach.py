"""Whether a page is for every eye, hand and width: what axe is asked, what sticks out, what no finger hits."""

from playwright.sync_api import Page

#: Contrast of 7:1 (DESIGN §11) is no rule of axe's own set. What is in a frame is a wall, judged on walls.
AXE = {"rules": {"color-contrast-enhanced": {"enabled": True}}, "iframes": False}
#: A finger's width (DESIGN §11).
LEAST_TARGET = 44
#: Links in running text and the field under the six boxes are as high as what they stand in.
PANEL_TARGETS = "button, summary, input:not([type=hidden]), select, nav a, .link, .strip a"
#: Whatever can be hit in any room.
EVERY_TARGET = "a[href], button, summary, input:not([type=hidden]), select, textarea"
#: In the editor what is ticked is hit by its whole row.
EDITOR_TARGETS = (
    "main button, main summary, main select, main .link,"
    " main input:not([type=hidden], [type=radio], [type=checkbox])"
)
#: A script for every page of a tab: a person's clicks are counted from page to page.
COUNT_CLICKS = """addEventListener("click", (event) => {
  if (event.isTrusted) sessionStorage.setItem("clicks", 1 + Number(sessionStorage.getItem("clicks")));
}, true)"""
_OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: As WCAG 2.5.8 excepts them: links in a sentence, whose line decides, and ticks, which are hit by their label as well.
_SMALL = """([targets, least]) => {
  const isInSentence = one => one.matches("a") && getComputedStyle(one).display === "inline"
    && one.parentElement.textContent.trim() !== one.textContent.trim();
  const isTick = one => one.matches("[type=radio], [type=checkbox]") && one.labels.length > 0;
  const isOutOfSight = one => one.closest(".out-of-sight") || one.matches(".skip:not(:focus)");
  return [...document.querySelectorAll(targets)]
    .filter(one => one.getClientRects().length && !isOutOfSight(one) && !isInSentence(one) && !isTick(one))
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([, box]) => Math.min(box.height, box.width) < least)
    .map(([one, box]) => `${one.outerHTML.slice(0, 80)} ${box.width}×${box.height}`);
}"""


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate(_OVERFLOW))


def small_targets(page: Page, targets: str = PANEL_TARGETS) -> list[str]:
    """Those of the visible `targets` (a selector) that are less high or less wide than a finger."""
    found: list[str] = page.evaluate(_SMALL, [targets, LEAST_TARGET])
    return found


def focused(page: Page) -> str:
    """The id of what has the keyboard."""
    return str(page.evaluate("document.activeElement.id"))


def clicks(page: Page) -> int:
    """How often somebody has clicked in this tab since `COUNT_CLICKS` was put in."""
    return int(page.evaluate("Number(sessionStorage.getItem('clicks'))"))
