"""The fixed table of imports: one row per uploaded file, from reading to loading to taking back."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Import(models.Model):
    """One uploaded file and what became of it; its bytes and rows lie in a folder named after `id`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=300)
    """The name its sender gave it: shown, never used as a path."""
    size = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    format = models.CharField(max_length=20, default="")
    encoding = models.CharField(max_length=20, default="")
    delimiter = models.CharField(max_length=4, default="")
    sheets = models.JSONField(default=list)
    """What reading found: index, name, hidden, rows, columns, notes, header_row, problem."""
    proposal = models.JSONField(default=list)
    """One plan per sheet."""
    read_job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    load_job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    result = models.JSONField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """Found by id and actor only."""

        indexes = [models.Index(fields=["actor", "-created_at"], name="imports_of_actor")]
