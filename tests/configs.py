"""The fewest settings that a field of each type needs, for tests that try all types."""

from typing import Any


def fewest(kind: str, target: str) -> dict[str, Any]:
    """Give the settings without which a field of this type cannot be; links go to the table `target`."""
    needed: dict[str, dict[str, Any]] = {
        "choice": {"choices": [{"label": "甲"}, {"label": "乙"}]},
        "choices": {"choices": [{"label": "甲"}, {"label": "乙"}]},
        "tags": {"choices": [{"label": "甲"}, {"label": "乙"}]},
        "link": {"target": target},
        "links": {"target": target},
        "button": {"address": "https://example.cn/"},
    }
    return needed.get(kind, {})
