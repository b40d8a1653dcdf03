"""Buttons: pressing one."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Router

from kehu.api.gate import Signed
from kehu.api.render import answer
from kehu.api.strict import Id, Key, Told
from kehu.engine.press import press

router = Router()


class PressedTold(Told):
    """What pressing did: the address that the page is to open, or the change to undo it by."""

    open: str | None
    change: int | None


@router.post("/tables/{table}/records/{record_id}/press/{field}", response=PressedTold, summary="Press a button")
def press_button(request: Signed, table: Key, record_id: Id, field: Key) -> HttpResponse:
    """Do what the button of a record does, with the member's own rights."""
    return answer(request, press(request.auth, table, record_id, field))
