"""Can the data folder be written, and is there room?"""

import shutil
import tempfile

from kehu.base.text import Text
from kehu.site.checks import Finding
from kehu.site.configuration import Configuration
from kehu.site.database import CLOSED

ORDER = 20
LEAST = 2 * 1024**3

GOOD = Text("数据文件夹 {data}，剩余 {free} GB", "Data folder {data}, {free} GB free")
FULL = Text(
    "磁盘快满了：{data} 只剩 {free} GB，请至少留出 2 GB",
    "The disk is nearly full: {free} GB left at {data}; keep at least 2 GB free",
)


def look(given: Configuration) -> Finding:
    """Write a file into the folder and ask for the free space."""
    try:
        given.data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=given.data) as file:
            file.write(b"kehu")
    except OSError as error:
        return Finding(False, CLOSED.format(data=given.data, reason=error.strerror))
    space = shutil.disk_usage(given.data).free
    text = GOOD if space >= LEAST else FULL
    return Finding(space >= LEAST, text.format(data=given.data, free=round(space / 1024**3, 1)))
