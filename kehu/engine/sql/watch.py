"""Watching a column: which records had it written since a moment, noted by a trigger of their table."""

from __future__ import annotations

from django.db import connection

from kehu.catalog.shapes import Field, Table
from kehu.engine.sql.ddl import quoted


def begin(table: Table, field: Field) -> None:
    """Note every record whose column is written from now on; the table is held by the caller."""
    log, physical = quoted(_log(field)), quoted(table.physical)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {log} (id bigint NOT NULL);"
            f" CREATE FUNCTION {log}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN INSERT INTO {log} VALUES (NEW.id); RETURN NULL; END $$;"
            f" CREATE TRIGGER {log} AFTER INSERT OR UPDATE OF {quoted(field.column)} ON {physical}"
            f" FOR EACH ROW EXECUTE FUNCTION {log}()"
        )


def moved(table: Table, field: Field, most: int) -> list[int]:
    """Take the next records that were written."""
    log = quoted(_log(field))
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {log} WHERE ctid = ANY(ARRAY(SELECT ctid FROM {log} LIMIT %s)) RETURNING id", [most]
        )
        return sorted({row[0] for row in cursor.fetchall()})


def end(table: Table, field: Field) -> None:
    """Stop; the table is held by the caller."""
    log = quoted(_log(field))
    with connection.cursor() as cursor:
        cursor.execute(
            f"DROP TRIGGER IF EXISTS {log} ON {quoted(table.physical)}; DROP FUNCTION IF EXISTS {log}();"
            f" DROP TABLE IF EXISTS {log}"
        )


def _log(field: Field) -> str:
    return f"moved_{field.id}"
