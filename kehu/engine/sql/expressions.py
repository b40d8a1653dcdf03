"""Regular expressions in PostgreSQL, whose engine never goes back: tried once when a rule is made."""

from __future__ import annotations

import sqlalchemy as sa
from django.db import DataError, OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from kehu.base.text import Text
from kehu.lang.expressions import read_expression, wrong

PATIENCE = "500ms"
"""What an expression may take over the texts below; a cell is far shorter."""
_PROBES = ("a" * 3_000, "ab" * 1_500, "0" * 3_000, "中" * 3_000, "1-" * 1_500)

_HEAVY = Text("这个表达式太复杂，请写得简单一些", "the expression is too heavy; write it in a simpler way")


def whole(expression: str) -> str:
    """Write an expression so that it speaks of a text as a whole."""
    return f"^(?:{expression})$"


def check_expression(source: str, example: str = "") -> bool:
    """Tell whether an example fits; raises `Invalid` for an expression that is none, or too heavy."""
    pattern = whole(read_expression(source))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout')")
            before = cursor.fetchone()[0]
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [PATIENCE])
            cursor.execute(
                "SELECT %s ~ %s, count(*) FILTER (WHERE t || '!' ~ %s) FROM unnest(%s::text[]) AS t",
                [example, pattern, pattern, list(_PROBES)],
            )
            fits = bool(cursor.fetchone()[0])
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])
            return fits
    except DataError as error:
        if "complex" in str(error):
            raise wrong(0, _HEAVY) from None
        raise wrong(0, Text("数据库不认识这个写法", "the database does not know this form")) from None
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        raise wrong(0, _HEAVY) from None


def matches(column: sa.ColumnElement[str], expression: str) -> sa.ColumnElement[bool]:
    """Compare a column with an expression as a whole."""
    return column.op("~", is_comparison=True)(sa.literal(whole(expression), sa.Text()))
