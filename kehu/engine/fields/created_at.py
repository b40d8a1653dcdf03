"""Created at: when the record was created, filled by the system."""

from __future__ import annotations

from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading
from kehu.engine.fields.datetime import DatetimeType


class CreatedAtType(DatetimeType):
    """The moment the record was created."""

    key = "created_at"
    name = Text("创建时间", "Created at")
    hints = ()
    computed = True
    system = True

    def parse(self, value: Any, field: Field, reading: Reading) -> Any:
        """Refuse: the system fills it."""
        return FieldType.parse(self, value, field, reading)

    def guess(self, samples: Any) -> float:
        """Never proposed."""
        return 0.0


TYPE = CreatedAtType()
