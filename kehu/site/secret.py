"""The secret key of an installation: made at the first start, readable by its owner alone."""

import os
import secrets
import tempfile
from pathlib import Path

NAME = "secret.key"
LENGTH = 50


def secret_key(data: Path) -> str:
    """Return the key in the data folder and make it when there is none; of two processes at once the first wins."""
    path = data / NAME
    if not path.exists():
        _make(path)
    os.chmod(path, 0o600)
    return path.read_text().strip()


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, fresh = tempfile.mkstemp(dir=path.parent, prefix=NAME)  # readable by its owner alone
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(LENGTH))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(fresh)
