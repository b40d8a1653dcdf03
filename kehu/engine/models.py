"""The ledger: who changed what, when, by which way; append-only.

A `RecordChange` of an insert holds no values: the record itself, walked back through its later changes, is what was
inserted. That keeps an import of a hundred thousand rows at the cost of the rows.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now


class Change(models.Model):
    """One action of one person: all its record changes are undone together."""

    at = models.DateTimeField(db_default=Now())
    actor = models.ForeignKey("access.Member", models.SET_NULL, null=True, related_name="+")
    source = models.CharField(max_length=20)
    kind = models.CharField(max_length=8, default="do")
    label_zh = models.CharField(max_length=300, default="")
    label_en = models.CharField(max_length=300, default="")
    counts = models.JSONField(default=dict)
    undoes = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    undone_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")

    class Meta:
        """A person's own list is read from the newest."""

        indexes: ClassVar = [models.Index(fields=["actor", "-id"], name="engine_change_actor")]


class RecordChange(models.Model):
    """One change of one record: `before` and `after` hold the changed fields by field id, as wire values.

    Written by statements of `engine.sql.ledger` only; no foreign keys, because a ledger line never follows anything.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    """The moment of the change; the table is kept in parts by month of it (`engine.sql.parts`)."""
    change_id = models.BigIntegerField()
    table_id = models.BigIntegerField()
    record_id = models.BigIntegerField()
    version = models.IntegerField()
    operation = models.CharField(max_length=8)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        """History of a record by its id; lines of one moment lie together, so a block range index finds them."""

        indexes: ClassVar = [
            models.Index(fields=["table_id", "record_id"], name="engine_ledger_record"),
            BrinIndex(fields=["at"], name="engine_ledger_at", autosummarize=True, pages_per_range=16),
        ]


class TableChange(models.Model):
    """Which changes touched a table, in the order of time; written with the lines, by `engine.sql.ledger` only."""

    pk = models.CompositePrimaryKey("table_id", "at", "change_id")
    table_id = models.BigIntegerField()
    at = models.DateTimeField()
    change_id = models.BigIntegerField()


class Snapshot(models.Model):
    """A table as it was at a moment, laid out in a table of its own for a while (`engine.asof`)."""

    table_id = models.BigIntegerField()
    at = models.DateTimeField()
    columns = models.TextField()
    """The columns it was laid out with; others make another one."""
    records = models.BigIntegerField(default=0)
    lost = models.JSONField(default=dict)
    """By field id, how many values of before a change of type no longer convert."""
    made_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(db_default=Now())

    class Meta:
        """Found again by table and moment."""

        indexes: ClassVar = [models.Index(fields=["table_id", "at"], name="engine_snapshot_table")]


class Keeping(models.Model):
    """How long deleted records and the ledger are kept; one row, empty means for ever."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    bin_days = models.IntegerField(null=True)
    ledger_months = models.IntegerField(null=True)
    kept_from = models.DateTimeField(null=True)
    """The ledger holds everything since this moment; empty means since the beginning."""


class Answer(models.Model):
    """What a request with a key of its own did; a repetition gets it again instead of doing it twice.

    Written in the transaction of what was done, by `engine.once` only.
    """

    member = models.ForeignKey("access.Member", models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    asked = models.BinaryField()
    receipt = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        """A member uses a key once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["member", "key"], name="engine_answer_key")]


class StoredFile(models.Model):
    """The contents of a file, kept once; `picture` tells whether there is a preview."""

    hash = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    type = models.CharField(max_length=100)
    picture = models.BooleanField(default=False)
    at = models.DateTimeField(db_default=Now())


class Upload(models.Model):
    """Who sent a file, so that they can put it into a record; forgotten after a day."""

    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="upload", related_query_name="upload")
    member = models.ForeignKey("access.Member", models.CASCADE, related_name="+")
    at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        """A member's upload of the same contents counts once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "member"], name="engine_upload_once")]


class Hold(models.Model):
    """A record that holds a file in a field, or held it and can bring it back from its history.

    Written by statements of `engine.sql.files` only.
    """

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="hold", related_query_name="hold", db_index=False)
    table_id = models.BigIntegerField()
    field_id = models.BigIntegerField()
    record_id = models.BigIntegerField()

    class Meta:
        """Found by the file when it is asked for, by the field when holds are looked through."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "table_id", "field_id", "record_id"], name="engine_hold_once")
        ]
        indexes: ClassVar = [models.Index(fields=["table_id", "field_id"], name="engine_hold_field")]


class Use(models.Model):
    """A pattern of queries that took long: how often, how long together, when last; written by `engine.indexes`."""

    table_id = models.BigIntegerField()
    mark = models.CharField(max_length=64)
    pattern = models.JSONField()
    times = models.BigIntegerField(default=0)
    spent_ms = models.FloatField(default=0)
    last_at = models.DateTimeField(db_default=Now())

    class Meta:
        """One row for each pattern of a table."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["table_id", "mark"], name="engine_use_pattern")]


class Index(models.Model):
    """An index by use: for what it was built, and when it last served; `problem` tells why one could not be built."""

    name = models.CharField(max_length=63, primary_key=True)
    table_id = models.BigIntegerField()
    use = models.CharField(max_length=16)
    fields = models.JSONField()
    views = models.JSONField(default=list)
    queries = models.BigIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    scans = models.BigIntegerField(default=0)
    built_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    wanted_at = models.DateTimeField(db_default=Now())
    problem = models.CharField(max_length=300, default="")
