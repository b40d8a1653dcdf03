"""Changed at: when the record was changed, filled by the system."""

from __future__ import annotations

from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading
from kehu.engine.fields.datetime import DatetimeType


class ChangedAtType(DatetimeType):
    """The moment the record was changed."""

    key = "changed_at"
    name = Text("修改时间", "Changed at")
    hints = ()
    computed = True
    system = True

    def parse(self, value: Any, field: Field, reading: Reading) -> Any:
        """Refuse: the system fills it."""
        return FieldType.parse(self, value, field, reading)

    def guess(self, samples: Any) -> float:
        """Never proposed."""
        return 0.0


TYPE = ChangedAtType()
