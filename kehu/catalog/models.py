"""The catalog as stored: declarations beside people's adjustments (`overrides`), one version number over all."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class Version(models.Model):
    """The one row whose number moves with every change of the catalog."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)


class Table(models.Model):
    """A table: standard (declared in code), template or custom; `physical` is its generated name in the database."""

    key = models.CharField(max_length=63, unique=True)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    note_zh = models.TextField(default="")
    note_en = models.TextField(default="")
    icon = models.CharField(max_length=40, default="table")
    origin = models.CharField(max_length=20, default="custom")
    physical = models.CharField(max_length=63, unique=True)
    title = models.CharField(max_length=63)
    position = models.FloatField(default=0)
    overrides = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())
    archived_at = models.DateTimeField(null=True)
    archived_by = models.ForeignKey("access.Member", models.SET_NULL, null=True, related_name="+")


class Field(models.Model):
    """A column of a table; `config` and the flags are as declared, `overrides` hold what people changed since."""

    table = models.ForeignKey(Table, models.CASCADE, related_name="fields")
    key = models.CharField(max_length=63)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    short_zh = models.CharField(max_length=60, default="")
    short_en = models.CharField(max_length=60, default="")
    type = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    column = models.CharField(max_length=63)
    config = models.JSONField(default=dict)
    required = models.BooleanField(default=False)
    unique = models.BooleanField(default=False)
    default = models.JSONField(null=True)
    position = models.FloatField(default=0)
    origin = models.CharField(max_length=20, default="custom")
    system = models.BooleanField(default=False)
    computed = models.BooleanField(default=False)
    overrides = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())
    archived_at = models.DateTimeField(null=True)
    archived_by = models.ForeignKey("access.Member", models.SET_NULL, null=True, related_name="+")

    class Meta:
        """A key is unique within its table."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["table", "key"], name="catalog_field_key")]


class Rule(models.Model):
    """What the records of a table must keep: `fields` are keys, `applies` is a filter in JSON."""

    table = models.ForeignKey(Table, models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=40)
    fields = models.JSONField(default=list)
    config = models.JSONField(default=dict)
    applies = models.JSONField(null=True)
    warns = models.BooleanField(default=False)
    message = models.CharField(max_length=200, default="")
    created_at = models.DateTimeField(db_default=Now())
    archived_at = models.DateTimeField(null=True)


class Region(models.Model):
    """A change of the list of regions: a place added, renamed or closed from a year on; applied in order of ids."""

    kind = models.CharField(max_length=10)
    path = models.CharField(max_length=200)
    name = models.CharField(max_length=60, default="")
    year = models.SmallIntegerField()
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey("access.Member", models.SET_NULL, null=True, related_name="+")


class View(models.Model):
    """A saved way to see a table: `config` holds filter, sorts, columns; `audience` is mine or company.

    A locked view of the company is changed by those who shape tables only.
    """

    table = models.ForeignKey(Table, models.CASCADE, related_name="views")
    key = models.CharField(max_length=63, default="")
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    type = models.CharField(max_length=20, default="grid")
    audience = models.CharField(max_length=20, default="company")
    locked = models.BooleanField(default=True, db_default=True)
    owner = models.ForeignKey("access.Member", models.CASCADE, null=True)
    config = models.JSONField(default=dict)
    position = models.FloatField(default=0)
    origin = models.CharField(max_length=20, default="custom")
    created_at = models.DateTimeField(db_default=Now())
    archived_at = models.DateTimeField(null=True)
    archived_by = models.ForeignKey("access.Member", models.SET_NULL, null=True, related_name="+")
