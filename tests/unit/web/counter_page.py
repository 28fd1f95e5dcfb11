"""The counter page as a member of staff uses it: by what they read, click and press."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.unit.web.hall_server import PIN

LABELS = {
    "next": "Panggil berikutnya",
    "start": "Mulai layani",
    "finishNext": "Selesai, panggil berikutnya",
    "finish": "Selesai",
    "again": "Panggil lagi",
    "noShow": "Tidak hadir",
    "cancel": "Batalkan",
    "hold": "Tahan",
    "transfer": "Alihkan",
}
KEYS = {
    "next": "Enter",
    "start": "s",
    "finishNext": "Enter",
    "finish": "f",
    "again": "r",
    "noShow": "x",
    "cancel": "b",
    "hold": "h",
    "transfer": "t",
}


class CounterPage:
    """One counter page in one browser window."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sign_in(self, counter: str, pin: str = PIN) -> None:
        self.page.get_by_label("Loket", exact=True).select_option(counter)
        self.page.get_by_label("Nama petugas").fill(f"staf{counter}")
        self.page.get_by_label("PIN").fill(pin)
        self.page.get_by_role("button", name="Masuk").click()
        expect(self.page.get_by_role("heading", name=f"Loket {counter}")).to_be_visible()
        self.expect_line("Tersambung")

    def button(self, action: str) -> Locator:
        """The button of an action by its accessible name: the label, then the key."""
        group = self.page.get_by_role("group", name="Tindakan")
        return group.get_by_role("button", name=LABELS[action], exact=False).filter(
            has=self.page.get_by_text(LABELS[action], exact=True)
        )

    def click(self, action: str) -> None:
        expect(self.button(action)).to_be_enabled()
        self.button(action).click()

    def press(self, action: str) -> None:
        """By the key alone, when the page is ready for it as a person would see."""
        self.no_question()
        expect(self.button(action)).to_be_enabled()
        self.page.keyboard.press(KEYS[action])

    def ready(self) -> None:
        """Wait until the page takes the next press."""
        expect(self.page.locator("#primary")).to_be_enabled()

    def key(self, key: str) -> None:
        """Strike a key, when the page is ready for it."""
        self.no_question()
        self.ready()
        self.page.keyboard.press(key)

    def serve(self, number: str) -> None:
        """Call the next visitor, who is this one, and start."""
        self.press("next")
        self.expect_state("called", number)
        self.press("start")
        self.expect_state("serving", number)

    def no_question(self) -> None:
        """Wait for the last question to be closed: until then keys are its own."""
        expect(self.page.locator("dialog[open]")).to_have_count(0)

    def question(self, name: str) -> Locator:
        """The open dialog of a name."""
        return self.page.get_by_role("dialog", name=name)

    def held(self) -> Locator:
        return self.page.locator("#held li")

    def expect_state(self, state: str, number: str = "") -> None:
        expect(self.page.locator("#hand")).to_have_attribute("data-state", state)
        if number:
            expect(self.page.locator("#number")).to_have_text(number)

    def expect_line(self, words: str) -> None:
        expect(self.page.locator("#line")).to_have_text(words)

    def waiting(self) -> Locator:
        return self.page.locator("#waiting li")
