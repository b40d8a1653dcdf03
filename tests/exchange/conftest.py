"""What the tests of imports share: the standard tables, an owner, the real files, a helper that brings a file in."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kehu.access.actor import Actor, actor_of
from kehu.access.models import Company, Member
from kehu.crm.tables import all_tables
from kehu.engine.install import install
from kehu.exchange import sessions
from kehu.exchange.blocks import read_blocks
from kehu.exchange.child import read_apart
from kehu.exchange.formats import Source
from kehu.jobs.models import Job

SHARED = Path(os.environ.get("KEHU_SHARED", Path(__file__).resolve().parents[3] / "shared"))
DATA = SHARED / "data"
MISSING = "the real files do not lie beside this repository; KEHU_SHARED names their folder"


def real(*parts: str) -> Path:
    """Give the path of a real file, or skip the test where the files are not at hand."""
    path = DATA.joinpath(*parts)
    if not path.exists():
        pytest.skip(MISSING)
    return path


@pytest.fixture
def owner(db: None) -> Actor:
    """The owner of a company with the standard tables."""
    install(all_tables())
    Company.objects.get_or_create(id=1, defaults={"name": "晨光办公用品有限公司"})
    return actor_of(Member.objects.create(email="wang@kehu.example", name="王芳", role="owner"))


@pytest.fixture
def worker(owner: Actor) -> Actor:
    """A member who writes records but designs nothing."""
    return actor_of(Member.objects.create(email="li@kehu.example", name="李雷", role="member"))


@dataclass
class Imported:
    """One import as a person at the browser drives it."""

    actor: Actor
    id: str
    run_jobs: Callable[[], list[Job]]

    @property
    def now(self) -> dict[str, Any]:
        return sessions.get(self.actor, self.id)

    def plan(self, sheet: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = next(plan for plan in self.now["proposal"]["sheets"] if plan["sheet"] == sheet)
        return found

    def mapping(self, sheet: int = 0) -> dict[str, str | None]:
        """What the proposal makes of each column: the key of a field, or `+type` for a new field."""
        return {
            column["header"]: column["field"] or (f"+{column['new']['type']}" if column["use"] else None)
            for column in self.plan(sheet)["columns"]
        }

    def preview(self, plan: dict[str, Any] | None = None) -> dict[str, Any]:
        return sessions.preview(self.actor, self.id, plan or self.plan())

    def load(self, *plans: dict[str, Any], on_error: str = "skip") -> dict[str, Any]:
        """Load and give the result; the test fails when the job did."""
        job = self.try_load(*plans, on_error=on_error)
        assert job.state == "done", job.error
        assert job.result is not None
        return job.result

    def try_load(self, *plans: dict[str, Any], on_error: str = "skip") -> Job:
        sessions.load(self.actor, self.id, list(plans) or [self.plan()], on_error)
        return self.run_jobs()[-1]


@pytest.fixture
def bring(owner: Actor, run_jobs: Callable[[], list[Job]]) -> Callable[..., Imported]:
    """Give a function that uploads a file and reads it."""

    def brought(content: bytes | Path, name: str | None = None, actor: Actor = owner) -> Imported:
        body = content.read_bytes() if isinstance(content, Path) else content
        shown = name or (content.name if isinstance(content, Path) else "客户.csv")
        begun = sessions.receive(actor, [body], shown)
        run_jobs()
        return Imported(actor, begun["id"], run_jobs)

    return brought


@dataclass
class Rows:
    """A file as reading leaves it."""

    said: dict[str, Any]
    folder: Path

    def sheet(self, index: int = 0) -> list[list[Any]]:
        known = self.said["sheets"][index]
        blocks = read_blocks(self.folder / f"{index}.rows", known["columns"])
        return [list(row) for block in blocks for row in zip(*block.columns, strict=True)]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Rows]:
    """Give a function that reads a file in the reading process."""

    def done(content: bytes | Path, name: str = "客户.xlsx", **chosen: Any) -> Rows:
        place = content
        if isinstance(content, bytes):
            place = tmp_path / "source"
            place.write_bytes(content)
        assert isinstance(place, Path)
        folder = tmp_path / "read"
        return Rows(read_apart(Source(place, name, **chosen), folder), folder)

    return done
