"""Sign-up, sign-in, sign-out and password change over HTTP (S06, S07)."""

import statistics
import threading
import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from kehu.access import members
from kehu.access.actor import SYSTEM
from kehu.access.models import Member

AUTH = "/_allauth/browser/v1"
OWNER = {"email": "boss@example.com", "password": "correct-horse", "name": "王芳"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def post(client: Client, path: str, body: dict[str, str], **headers: str):
    return client.post(AUTH + path, body, content_type="application/json", headers=headers)


def sign_in(client: Client, email: str, password: str, **headers: str):
    return post(client, "/auth/login", {"email": email, "password": password}, **headers)


def messages(response) -> list[str]:
    return [error["message"] for error in response.json()["errors"]]


def test_the_first_to_sign_up_is_the_owner_and_then_the_door_is_closed(client: Client) -> None:
    answer = post(client, "/auth/signup", {**OWNER, "email": "Boss@Example.com"})
    assert answer.status_code == 200
    assert answer.json()["data"]["user"]["display"] == "王芳"
    member = Member.objects.get()
    assert (member.email, member.role, member.language) == ("boss@example.com", "owner", "zh-CN")
    assert post(Client(), "/auth/signup", {**OWNER, "email": "next@example.com"}).status_code == 403
    assert Member.objects.count() == 1


def test_an_english_browser_makes_an_english_owner(client: Client) -> None:
    post(client, "/auth/signup", OWNER, **{"Accept-Language": "en-GB,en;q=0.8"})
    assert Member.objects.get().language == "en"


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_up_at_the_same_moment_make_one_owner() -> None:
    start, codes = threading.Barrier(4), []

    def sign_up(number: int) -> None:
        start.wait()
        codes.append(post(Client(), "/auth/signup", {**OWNER, "email": f"boss{number}@example.com"}).status_code)
        connection.close()

    crowd = [threading.Thread(target=sign_up, args=[number]) for number in range(4)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    assert sorted(codes) == [200, 403, 403, 403]
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    "password, chinese, english",
    [
        ("short", "密码至少要有 8 个字符", "A password needs at least 8 characters"),
        ("password123", "这个密码太常见", "very common"),
        ("woaini1314", "这个密码太常见", "very common"),
        ("99999999999", "这个密码太常见", "very common"),
        ("x" * 300, "密码最多 256 个字符", "at most 256"),
    ],
)
def test_a_weak_password_is_refused_in_plain_words(client: Client, password: str, chinese: str, english: str) -> None:
    for language, words in (("zh-CN", chinese), ("en", english)):
        answer = post(client, "/auth/signup", {**OWNER, "password": password}, **{"Accept-Language": language})
        assert answer.status_code == 400
        assert any(words in message for message in messages(answer))
    assert not Member.objects.exists()


def test_a_new_password_may_not_be_the_name_or_the_address(client: Client) -> None:
    member, initial = members.add(SYSTEM, "wanglixia@example.com", "wang lixia", "member")
    sign_in(client, member.email, initial)
    answer = post(client, "/account/password/change", {"current_password": initial, "new_password": "wanglixia88"})
    assert answer.status_code == 400
    assert "太像" in messages(answer)[0]


def test_signing_in_works_by_any_spelling_of_the_address(client: Client) -> None:
    _, initial = members.add(SYSTEM, "li@example.com", "李雷", "member")
    assert sign_in(client, " LI@Example.com", initial).status_code == 200
    assert client.get("/api/me").json()["member"]["name"] == "李雷"


def test_signing_in_changes_the_session_and_signing_out_ends_it(client: Client) -> None:
    _, initial = members.add(SYSTEM, "li@example.com", "李雷", "member")
    client.get("/api/me")
    sign_in(client, "li@example.com", initial)
    first = client.cookies["kehu_session"].value
    assert client.cookies["kehu_session"]["httponly"]
    assert client.cookies["kehu_session"]["samesite"] == "Lax"
    client.delete(f"{AUTH}/auth/session")
    assert client.get("/api/members").status_code == 401
    stolen = Client()
    stolen.cookies["kehu_session"] = first
    assert stolen.get("/api/members").status_code == 401


def test_a_member_who_is_switched_off_is_out_with_the_next_request(client: Client) -> None:
    member, initial = members.add(SYSTEM, "li@example.com", "李雷", "member")
    members.add(SYSTEM, "boss@example.com", "王芳", "owner")
    sign_in(client, member.email, initial)
    assert client.get("/api/members").status_code == 200
    members.change(SYSTEM, member.pk, active=False)
    assert client.get("/api/members").status_code == 401
    members.change(SYSTEM, member.pk, active=True)
    assert client.get("/api/members").status_code == 401
    assert sign_in(client, member.email, initial).status_code == 200


def test_a_role_that_was_taken_away_is_gone_with_the_next_request(client: Client) -> None:
    member, initial = members.add(SYSTEM, "li@example.com", "李雷", "owner")
    members.add(SYSTEM, "boss@example.com", "王芳", "owner")
    sign_in(client, member.email, initial)
    body = {"email": "new@example.com", "name": "新人"}
    assert client.post("/api/members", body, content_type="application/json").status_code == 200
    members.change(SYSTEM, member.pk, role="member")
    body = {"email": "newer@example.com", "name": "新人"}
    assert client.post("/api/members", body, content_type="application/json").status_code == 403


def test_changing_the_password_ends_the_other_sessions(client: Client) -> None:
    member, initial = members.add(SYSTEM, "li@example.com", "李雷", "member")
    other = Client()
    for each in (client, other):
        sign_in(each, member.email, initial)
    wrong = post(client, "/account/password/change", {"current_password": "nonsense", "new_password": "battery-staple"})
    assert messages(wrong) == ["当前密码不正确"]
    changed = post(client, "/account/password/change", {"current_password": initial, "new_password": "battery-staple"})
    assert changed.status_code == 200
    assert client.get("/api/members").status_code == 200
    assert other.get("/api/members").status_code == 401


def test_s07_unknown_wrong_and_switched_off_accounts_answer_alike() -> None:
    _, initial = members.add(SYSTEM, "li@example.com", "李雷", "member")
    gone, gone_initial = members.add(SYSTEM, "gone@example.com", "韩梅", "member")
    members.add(SYSTEM, "boss@example.com", "王芳", "owner")
    members.change(SYSTEM, gone.pk, active=False)
    answers = [
        sign_in(Client(), "nobody@example.com", "wrong-password"),
        sign_in(Client(), "li@example.com", "wrong-password"),
        sign_in(Client(), "gone@example.com", "wrong-password"),
        sign_in(Client(), "gone@example.com", gone_initial),
    ]
    assert {answer.status_code for answer in answers} == {400}
    assert len({answer.content for answer in answers}) == 1
    assert messages(answers[0]) == ["邮箱或密码不正确"]
    assert initial not in str(answers[0].content)


def test_s07_unknown_accounts_take_as_long_as_known_ones() -> None:
    members.add(SYSTEM, "li@example.com", "李雷", "member")
    times: dict[str, list[float]] = {"li@example.com": [], "nobody@example.com": []}
    for _ in range(5):
        for email, taken in times.items():
            cache.clear()
            begin = time.perf_counter()
            sign_in(Client(), email, "wrong-password")
            taken.append(time.perf_counter() - begin)
    known, unknown = (statistics.median(taken) for taken in times.values())
    assert 1 / 3 < known / unknown < 3


def test_s07_guessing_stops_after_five_attempts_whatever_host_name_the_guesser_gives() -> None:
    member, initial = members.add(SYSTEM, "li@example.com", "李雷", "member")
    codes = [sign_in(Client(), member.email, f"guess-{number}", Host=f"h{number}.localhost") for number in range(5)]
    assert {answer.status_code for answer in codes} == {400}
    blocked = sign_in(Client(), member.email, initial)
    assert blocked.status_code == 400
    assert "尝试次数太多" in messages(blocked)[0]


def test_s07_a_flood_of_other_names_does_not_make_the_count_forgotten() -> None:
    member, initial = members.add(SYSTEM, "li@example.com", "李雷", "member")
    for number in range(5):
        sign_in(Client(), member.email, f"guess-{number}")
    for number in range(400):
        cache.set(f"zz-made-up-{number}", [], 300)
    assert "尝试次数太多" in messages(sign_in(Client(), member.email, initial))[0]


def test_s07_guessing_from_one_address_does_not_lock_the_member_out() -> None:
    member, initial = members.add(SYSTEM, "li@example.com", "李雷", "member")
    guesser, at_home = Client(REMOTE_ADDR="203.0.113.9"), Client(REMOTE_ADDR="198.51.100.7")
    for number in range(8):
        sign_in(guesser, member.email, f"guess-{number}")
    assert sign_in(at_home, member.email, initial).status_code == 200


def test_s06_signing_in_needs_the_csrf_token() -> None:
    members.add(SYSTEM, "li@example.com", "李雷", "member")
    assert sign_in(Client(enforce_csrf_checks=True), "li@example.com", "wrong-password").status_code == 403


def test_what_sign_in_could_do_but_we_do_not_offer_is_not_there(client: Client) -> None:
    _, initial = members.add(SYSTEM, "li@example.com", "李雷", "member")
    sign_in(client, "li@example.com", initial)
    for path in (
        "/account/email",
        "/account/phone",
        "/auth/password/request",
        "/auth/password/reset",
        "/auth/code/request",
    ):
        assert post(client, path, {"email": "other@example.com"}).status_code == 404
    assert client.get("/_allauth/app/v1/auth/session").status_code == 404
    assert client.get(f"{AUTH}/config").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"5", b"null", b"{", b"\xff", b'{"email": 5, "password": [], "name": {}}', b'{"email": null}',
        b'{"email": "a@b.cn", "password": "correct-horse", "name": "\\ud83d"}',
        b'{"email": "a@b.cn", "password": "correct\\ud83d-horse", "name": "x"}',
        b'{"email": "a\\ud83d@b.cn", "password": "correct-horse", "name": "x"}',
        b'{"email": "a\\u0000@b.cn", "password": "correct-horse", "name": "x"}',
        b'{"email": "a@b.cn", "password": "correct\\u0000horse", "name": "\\u0000"}',
        b'{"email": "' + b"a" * 3000 + b'@b.cn", "password": "correct-horse", "name": "x"}',
        b"[" * 100_000,
    ],
)  # fmt: skip
def test_bodies_that_make_no_sense_are_refused(client: Client, body: bytes) -> None:
    client.raise_request_exception = False
    for path in ("/auth/signup", "/auth/login"):
        answer = client.post(AUTH + path, body, content_type="application/json")
        assert answer.status_code in (400, 422), (path, answer.status_code, answer.content[:300])
    assert not Member.objects.exists()


def test_s06_signing_in_reads_nothing_that_a_plain_form_can_send(client: Client) -> None:
    _, initial = members.add(SYSTEM, "li@example.com", "李雷", "member")
    words = f'{{"email": "li@example.com", "password": "{initial}", "x": "="}}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        assert client.post(f"{AUTH}/auth/login", words, content_type=kind).status_code == 415
