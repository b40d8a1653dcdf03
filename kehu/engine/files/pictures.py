"""Pictures: previews of what can be decoded within limits; everything else is a file without one."""

from __future__ import annotations

import warnings
from pathlib import Path
from threading import Semaphore

from PIL import Image, ImageOps

from kehu.engine.files.limits import JPEG_PIXELS, OTHER_PIXELS, PREVIEW_PIXELS

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Types that a browser may show in place: raster pictures, which carry no program."""
MADE = frozenset({*SHOWN, "image/bmp"})
"""Types that a preview is tried for."""

_one = Semaphore(1)
"""One picture is decoded at a time, so that many at once do not fill the memory."""


def preview(source: Path, kind: str, target: Path) -> bool:
    """Write a preview of a picture as WebP and tell whether it worked; too many pixels or damage give none."""
    if kind not in MADE:
        return False
    try:
        with _one, warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _write(source, target)
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError, Image.DecompressionBombError):
        target.unlink(missing_ok=True)
        return False


def _write(source: Path, target: Path) -> bool:
    with Image.open(source, formats=FORMATS) as picture:
        if picture.width * picture.height > (JPEG_PIXELS if picture.format == "JPEG" else OTHER_PIXELS):
            return False
        picture.draft("RGB", (PREVIEW_PIXELS * 2, PREVIEW_PIXELS * 2))
        small = ImageOps.exif_transpose(picture) or picture
        small.thumbnail((PREVIEW_PIXELS, PREVIEW_PIXELS), reducing_gap=2.0)
        see_through = small.mode in ("RGBA", "LA", "PA") or "transparency" in small.info
        small = small.convert("RGBA" if see_through else "RGB")
        small.save(target, "WEBP", quality=80, method=4)
    return True
