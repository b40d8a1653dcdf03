"""What the processes write about themselves: one line per event, without any secret in it."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

HIDDEN = "***"
SECRET_NAMES = re.compile(r"pass(word|wd)?|secret|token|cookie|authorization|session|csrf|api_?key|credential", re.I)
SECRET_TEXTS = re.compile(
    r"(?i)((?:password|passwd|secret|token|sessionid|kehu_session|csrftoken|authorization|api_?key)"
    r"[\"']?\s*[=:]\s*(?:bearer\s+|basic\s+)?[\"']?)([^\s\"'&,;]+)"
)
URL_PASSWORDS = re.compile(r"(://[^/\s:@]*:)([^@\s/]+)(@)")

Event = MutableMapping[str, Any]


def redact(_logger: Any, _method: str, event: Event) -> Event:
    """Replace every secret of an event, by its name or by its look inside a text."""
    return {key: _clean(key, value) for key, value in event.items()}


def _clean(key: str, value: Any) -> Any:
    if SECRET_NAMES.search(key):
        return HIDDEN
    if isinstance(value, dict):
        return {name: _clean(str(name), inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean("", inner) for inner in value]
    if isinstance(value, str):
        return redact_text(value)
    return value


def redact_text(text: str) -> str:
    """Hide what looks like a secret inside a sentence or an address."""
    return URL_PASSWORDS.sub(rf"\g<1>{HIDDEN}\g<3>", SECRET_TEXTS.sub(rf"\g<1>{HIDDEN}", text))


def configure(options: dict[str, Any]) -> None:
    """Send all logs, ours and the libraries', through one formatter to the standard error stream."""
    before: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    ]
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "logger", "event"]),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(options["level"])
    logging.getLogger("django.request").setLevel("ERROR")  # a refused request is no news
    for name in ("procrastinate", "psycopg.pool"):
        logging.getLogger(name).setLevel("WARNING")
