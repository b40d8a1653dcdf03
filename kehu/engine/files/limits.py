"""How much a file may ask for; every limit is named in the message that refuses it."""

from __future__ import annotations

MIB = 1024 * 1024

FILE_BYTES = 50 * MIB
"""Largest file."""
SPARE_BYTES = 64 * MIB
"""Room on the disk that files leave to the database."""
FILES_IN_CELL = 50
"""Most files of one cell."""
NAME_CHARACTERS = 120
"""Longest name; in UTF-8 it stays below what archives and backups can store."""
JPEG_PIXELS = 80_000_000
"""Largest JPEG that gets a preview: it is read at a fraction of its size, so this costs little memory."""
OTHER_PIXELS = 25_000_000
"""Largest picture of another format that gets a preview: it is unpacked whole, 100 MB at most."""
PREVIEW_PIXELS = 320
"""Longest side of a preview."""
UNUSED_HOURS = 24
"""How long an upload that no record holds is kept."""
