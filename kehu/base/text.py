"""Texts a person reads, always in both languages side by side."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("zh-CN", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in Chinese and English; neither may be empty."""

    zh: str
    en: str

    def format(self, **params: object) -> Text:
        """Fill `{name}` places in both languages; a Text given as a parameter speaks each language itself."""

        def fill(template: str, language: str) -> str:
            spoken = {key: value.say(language) if isinstance(value, Text) else value for key, value in params.items()}
            return template.format_map(spoken)

        return Text(fill(self.zh, "zh-CN"), fill(self.en, "en"))

    def say(self, language: str) -> str:
        """Give the text in `language`; everything that is not English speaks Chinese."""
        return self.en if language.lower().startswith("en") else self.zh

    @staticmethod
    def same(words: str) -> Text:
        """Make a text whose words are a person's own and so the same in every language."""
        return Text(words, words)
