"""The plan of one sheet: where its header is, which table it goes to, and what becomes of every column."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kehu.base.errors import Invalid
from kehu.base.text import Text

_FORM = ConfigDict(extra="ignore", frozen=True)


class NewTable(BaseModel):
    """A table that the load will create; `title` is the column whose field stands for a record."""

    model_config = _FORM

    name: str = Field(min_length=1, max_length=100)
    icon: str = Field(default="table", max_length=40)
    title: int | None = None


class Target(BaseModel):
    """Where the rows go: an existing table by key, or a new one."""

    model_config = _FORM

    table: str | None = Field(default=None, max_length=100)
    new: NewTable | None = None

    @model_validator(mode="after")
    def _one(self) -> Target:
        if (self.table is None) == (self.new is None):
            raise ValueError("either table or new")
        return self


class NewField(BaseModel):
    """A field that the load will create."""

    model_config = _FORM

    name: str = Field(min_length=1, max_length=100)
    type: str = Field(max_length=40)
    config: dict[str, Any] = Field(default_factory=dict)


class ColumnPlan(BaseModel):
    """What becomes of one column: it fills an existing field, a new one, or is left out."""

    model_config = _FORM

    column: int = Field(ge=0)
    letter: str = ""
    header: str = Field(default="", max_length=200)
    use: bool = True
    field: str | None = None
    new: NewField | None = None
    confidence: float = 0.0
    samples: list[str] = Field(default_factory=list)
    filled: int = 0
    distinct: int = 0

    @property
    def taken(self) -> bool:
        """Whether anything of this column is loaded."""
        return self.use and (self.field is not None or self.new is not None)


class Matching(BaseModel):
    """How strangers are treated: link titles without a record, choice labels that no list has."""

    model_config = _FORM

    create_missing_links: bool = True
    new_choices: bool = True


class SheetPlan(BaseModel):
    """The plan of one sheet; `header_row` counts from 1, 0 = the sheet has no header."""

    model_config = _FORM

    sheet: int = Field(ge=0)
    use: bool = True
    header_row: int = Field(default=1, ge=0)
    target: Target
    columns: list[ColumnPlan] = Field(max_length=2000)
    match: Matching = Field(default_factory=Matching)

    @property
    def taken(self) -> list[ColumnPlan]:
        """The columns that are loaded."""
        return [column for column in self.columns if column.taken]


def read_plan(data: Any) -> SheetPlan:
    """Read a plan as a person's browser sends it; raises `Invalid` with code `import.plan`."""
    try:
        plan = SheetPlan.model_validate(data)
    except ValidationError as wrong:
        places = "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in wrong.errors()[:5])
        raise Invalid(
            Text("导入方案的格式不对：{places}", "The import plan is malformed: {places}").format(places=places),
            code="import.plan",
        ) from None
    _check(plan)
    return plan


def _check(plan: SheetPlan) -> None:
    fields = [column.field for column in plan.columns if column.taken and column.field is not None]
    twice = next((key for key in fields if fields.count(key) > 1), None)
    if twice is not None:
        letters = "、".join(column.letter for column in plan.columns if column.taken and column.field == twice)
        raise Invalid(
            Text(
                "{letters} 列都对应到同一个字段。请只保留一列，其余改为新字段或不导入",
                "Columns {letters} go to the same field; keep one of them",
            ).format(letters=letters),
            code="import.plan",
            details={"field": twice},
        )
    if not plan.taken:
        raise Invalid(
            Text("没有选择任何一列。请至少导入一列", "No column is chosen; import at least one"), code="import.plan"
        )
