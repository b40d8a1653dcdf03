"""Changed by: who changed the record, filled by the system."""

from __future__ import annotations

from typing import Any

from kehu.base.text import Text
from kehu.catalog.shapes import Field
from kehu.engine.fields.base import FieldType, Reading
from kehu.engine.fields.member import MemberType


class ChangedByType(MemberType):
    """The member who changed the record."""

    key = "changed_by"
    name = Text("修改人", "Changed by")
    hints = ()
    computed = True
    system = True

    def parse(self, value: Any, field: Field, reading: Reading) -> Any:
        """Refuse: the system fills it."""
        return FieldType.parse(self, value, field, reading)


TYPE = ChangedByType()
