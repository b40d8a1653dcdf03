"""Tables and fields made and changed at run time; every change raises the catalog version in its own transaction.

Main names: `create_table`, `add_field`, `change_field`.
"""

from kehu.engine.schema.backlinks import add_backlink, backlinks_of
from kehu.engine.schema.fields import MAX_FIELDS, add_field, archive_field, change_field, refuse_if_read, restore_field
from kehu.engine.schema.naming import MAX_NAME
from kehu.engine.schema.tables import (
    MAX_TABLES,
    SYSTEM_FIELDS,
    archive_table,
    create_table,
    rename_table,
    restore_table,
)

__all__ = [
    "MAX_FIELDS",
    "MAX_NAME",
    "MAX_TABLES",
    "SYSTEM_FIELDS",
    "add_backlink",
    "add_field",
    "archive_field",
    "archive_table",
    "backlinks_of",
    "change_field",
    "create_table",
    "refuse_if_read",
    "rename_table",
    "restore_field",
    "restore_table",
]
