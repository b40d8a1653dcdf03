"""How much one file may ask for; every limit is named in the message that refuses it."""

from __future__ import annotations

MIB = 1024 * 1024

FILE_BYTES = 200 * MIB
"""Largest upload."""
UNPACKED_BYTES = 2048 * MIB
"""Largest sum of what a zip container unpacks to."""
RATIO = 200
"""Highest compression of one zip entry above `RATIO_FREE`; a sheet packs 10 to 60 times, a bomb 1000 times."""
RATIO_FREE = 20 * MIB
"""Unpacked size up to which the ratio does not matter."""
ENTRIES = 5_000
"""Most files inside one zip container."""
SHEETS = 200
"""Most sheets that are read of one workbook."""
ROWS = 1_048_576
"""Most rows of one sheet, as in Excel."""
COLUMNS = 1_000
"""Most columns of one sheet."""
AREA = 60_000_000
"""Most cells of the rectangle a sheet spans: the reader keeps all of them in memory, empty ones included."""
CELL_CHARACTERS = 100_000
"""Longest text of one cell; Excel allows 32,767."""
MEMORY_BYTES = 3072 * MIB
"""Address space of the reading process."""
CPU_SECONDS = 600
"""Processor time of the reading process."""
WALL_SECONDS = 900
"""Patience with the reading process."""
