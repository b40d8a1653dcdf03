"""The table page as a person uses it: cells by row and column, keys, and the Chinese input method."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


class Desk:
    """One browser window with a table; rows and columns count from 1."""

    def __init__(self, page: Page) -> None:
        """Take the window."""
        self.page = page

    def wait(self) -> Desk:
        """Wait until the first row is painted."""
        expect(self.cell(1, 1)).to_be_visible()
        return self

    def cell(self, row: int, column: int) -> Locator:
        """Find a cell."""
        line = f"[role=row][aria-rowindex='{row + 1}']:not([style*='-9999px'], [hidden])"
        return self.page.locator(f"{line} [role=gridcell][aria-colindex='{column + 1}']")

    def says(self, row: int, column: int, text: str, timeout: float = 10_000) -> None:
        """Expect a cell to show exactly this text."""
        expect(self.cell(row, column)).to_have_text(text, timeout=timeout)

    def select(self, row: int, column: int) -> Desk:
        """Click a cell."""
        self.cell(row, column).click()
        return self

    def select_block(self, top: int, left: int, bottom: int, right: int) -> Desk:
        """Select a block by click and shift-click."""
        self.cell(top, left).click()
        self.cell(bottom, right).click(modifiers=["Shift"])
        return self

    def keys(self, *names: str) -> Desk:
        """Press keys one after the other."""
        for name in names:
            self.page.keyboard.press(name)
        return self

    def type(self, text: str) -> Desk:
        """Type text as a keyboard would."""
        self.page.keyboard.type(text)
        return self

    def header(self, name: str) -> Locator:
        """Find a column's header."""
        return self.page.get_by_role("columnheader", name=name, exact=True)

    def menu(self, column: str, entry: str) -> None:
        """Open the menu of a column and choose an entry."""
        self.header(column).hover()
        self.page.get_by_role("button", name=f"字段“{column}”的菜单").click()
        self.page.get_by_role("menuitem", name=entry).click()

    def saved(self) -> None:
        """Wait until everything is stored."""
        expect(self.page.get_by_text("已保存", exact=True)).to_be_visible()

    def headers(self) -> list[str]:
        """Name the columns shown, in order."""
        names: list[str] = self.page.locator(
            "[role=columnheader][aria-colindex]:not([aria-colindex='1'])"
        ).evaluate_all("all => all.sort((a, b) => a.ariaColIndex - b.ariaColIndex).map(one => one.ariaLabel)")
        return names


class InputMethod:
    """A Chinese input method, played through the DevTools protocol."""

    def __init__(self, page: Page) -> None:
        """Attach to the window."""
        self.session = page.context.new_cdp_session(page)

    def compose(self, letters: str) -> None:
        """Type letters that the input method takes: each arrives as key 229 and changes the composition."""
        for end in range(1, len(letters) + 1):
            self._key("keyDown", f"Key{letters[end - 1].upper()}")
            self.session.send(
                "Input.imeSetComposition", {"text": letters[:end], "selectionStart": end, "selectionEnd": end}
            )
            self._key("keyUp", f"Key{letters[end - 1].upper()}")

    def confirm(self, text: str, key: str = "Space") -> None:
        """Choose a candidate with a key that belongs to the input method."""
        self._key("keyDown", key)
        self.session.send("Input.insertText", {"text": text})
        self._key("keyUp", key)

    def _key(self, kind: str, code: str) -> None:
        self.session.send(
            "Input.dispatchKeyEvent", {"type": kind, "windowsVirtualKeyCode": 229, "key": "Process", "code": code}
        )
