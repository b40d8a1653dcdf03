"""Logs hold no secrets (S13)."""

import io
import logging

import pytest
import structlog

from kehu.site import logs

PLANTED = "hunter2hunter2"


@pytest.mark.parametrize(
    "text",
    [
        f"password={PLANTED}",
        f'{{"password": "{PLANTED}"}}',
        f"Authorization: Bearer {PLANTED}",
        f"Cookie: kehu_session={PLANTED}; csrftoken={PLANTED}",
        f"postgresql://kehu:{PLANTED}@db/kehu",
        f"token='{PLANTED}'",
    ],
)
def test_s13_secrets_inside_a_sentence_are_hidden(text: str) -> None:
    assert PLANTED not in logs.redact_text(text)
    assert logs.HIDDEN in logs.redact_text(text)


def test_s13_secrets_are_hidden_by_their_name_at_any_depth() -> None:
    event = {"event": "signed in", "body": {"password": PLANTED, "list": [{"token": PLANTED}]}, "cookies": PLANTED}
    assert PLANTED not in str(logs.redact(None, "info", event))


def test_s13_the_whole_way_to_the_stream_is_clean() -> None:
    root, stream = logging.getLogger(), io.StringIO()
    before = (root.handlers, root.level)
    try:
        logs.configure({"level": "INFO"})
        handler = root.handlers[0]
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(stream)
        logging.getLogger("anything").warning("password=%s", PLANTED)
        structlog.get_logger("ours").info("hello", password=PLANTED, who="王芳")
        try:
            raise ValueError(f"token={PLANTED}")
        except ValueError:
            logging.getLogger("anything").exception("failed")
    finally:
        root.handlers, root.level = before
    written = stream.getvalue()
    assert "王芳" in written
    assert "ValueError" in written
    assert PLANTED not in written
