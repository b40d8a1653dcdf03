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
    change_id = models.BigIntegerField()
    table_id = models.BigIntegerField()
    record_id = models.BigIntegerField()
    version = models.IntegerField()
    operation = models.CharField(max_length=8)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        """History of a record by its id; lines of one change lie together, so a block range index finds them."""

        indexes: ClassVar = [
            models.Index(fields=["table_id", "record_id"], name="engine_ledger_record"),
            BrinIndex(fields=["change_id"], name="engine_ledger_change", autosummarize=True, pages_per_range=16),
        ]


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
