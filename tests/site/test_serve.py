"""One command starts everything and ends everything; whatever is killed comes back and loses nothing (R01)."""

import datetime
import os
import signal
import socket
import stat
import threading
import time
from pathlib import Path

import psutil
import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.installation import Installation, wait_for

pytestmark = pytest.mark.fault


def test_start_stop_and_second_start(tmp_path: Path) -> None:
    kehu = Installation(tmp_path / "data").start()
    try:
        assert set(kehu.pids()) == {"supervisor", "database", "web", "server", "worker"}
        assert f"→ http://127.0.0.1:{kehu.port}" in _log(kehu, "→")
        assert stat.S_IMODE((kehu.data / "secret.key").stat().st_mode) == 0o600
        assert stat.S_IMODE((kehu.data / "postgres").stat().st_mode) == 0o700
        kehu.client()

        assert kehu.stop(signal.SIGINT) == 0
        assert kehu.leftovers() == []

        kehu.start()
        assert kehu.client().get("/api/me").json()["member"]["name"] == "王芳"
    finally:
        kehu.close()


def _log(kehu: Installation, word: str) -> str:
    wait_for(lambda: word in kehu.log.read_text())
    return kehu.log.read_text()


def test_an_open_event_stream_does_not_hold_up_the_end(installation: Installation) -> None:
    client = installation.client()
    with client.get("/api/events", stream=True) as stream:
        assert stream.status_code == 200
        before = time.monotonic()
        assert installation.stop() == 0
        assert time.monotonic() - before < 8
    assert installation.leftovers() == []


def test_killed_parts_come_back_and_the_data_stays(installation: Installation) -> None:
    client = installation.client()
    for part in ("server", "web", "worker", "database"):
        client.patch("/api/me", json={"name": f"王芳 {part}"}).raise_for_status()
        old = installation.kill(part)
        installation.wait_for_new(part, old)
        installation.wait_until_ready()
        wait_for(lambda: _answers(client))
        assert client.get("/api/me").json()["member"]["name"] == f"王芳 {part}"


def _answers(client: requests.Session) -> bool:
    try:
        return client.get("/api/me").status_code == 200
    except requests.RequestException:
        return False


def test_a_killed_supervisor_leaves_no_orphan_and_the_next_start_takes_over(installation: Installation) -> None:
    client = installation.client()
    client.patch("/api/me", json={"name": "留下来"}).raise_for_status()
    installation.kill("supervisor")
    wait_for(lambda: not installation.leftovers(), 15)
    installation.start()
    assert installation.client().get("/api/me").json()["member"]["name"] == "留下来"


def test_everything_killed_at_once_recovers(installation: Installation) -> None:
    client = installation.client()
    client.patch("/api/me", json={"name": "断电"}).raise_for_status()
    pids = [*installation.pids().values(), *(process.pid for process in installation.leftovers())]
    for pid in set(pids):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    assert installation.process is not None
    installation.process.wait(10)
    wait_for(lambda: not installation.leftovers(), 15)
    assert (installation.data / "postgres" / "postmaster.pid").exists()
    installation.start()
    assert installation.client().get("/api/me").json()["member"]["name"] == "断电"


def test_a_second_kehu_on_the_same_folder_is_refused(installation: Installation) -> None:
    second = installation.command("serve", "--port", "1")
    assert second.returncode == 1
    assert str(installation.data) in second.stderr
    assert "Traceback" not in second.stderr
    assert installation.pids()["database"]


def test_a_taken_port_is_told_in_one_sentence(tmp_path: Path) -> None:
    kehu = Installation(tmp_path / "data")
    with socket.socket() as other:
        other.bind(("127.0.0.1", kehu.port))
        other.listen()
        told = kehu.command("serve")
    assert told.returncode == 1
    assert str(kehu.port) in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1


def test_s19_another_address_needs_a_flag(tmp_path: Path) -> None:
    kehu = Installation(tmp_path / "data")
    told = kehu.command("serve", "--host", "0.0.0.0")
    assert told.returncode == 1
    assert "--expose" in told.stderr
    assert not (kehu.data / "postgres").exists()


def test_commands_work_beside_a_running_server_and_without_one(installation: Installation) -> None:
    installation.client()
    beside = installation.command("member", "add", "li@example.cn", "--name", "李雷")
    assert beside.returncode == 0, beside.stderr
    password = beside.stdout.strip().rpartition("：")[2]
    assert installation.client("li@example.cn", password).get("/api/me").json()["member"]["role"] == "member"
    doctor = installation.command("doctor")
    assert "✗" not in doctor.stdout.replace("✗ 没有找到网页", "")

    installation.stop()
    alone = installation.command("member", "password", "li@example.cn")
    assert alone.returncode == 0, alone.stderr
    assert installation.leftovers() == []


def test_a_long_data_path_still_gets_a_socket(tmp_path: Path) -> None:
    kehu = Installation(tmp_path / ("长路径" * 12) / "data")
    kehu.data.parent.mkdir()
    kehu.log = tmp_path / "log"
    kehu.start()
    kehu.close()


def test_requests_survive_the_death_of_the_database(installation: Installation) -> None:
    client = installation.client()
    codes: list[int] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            codes.append(client.get("/api/me").status_code)
            time.sleep(0.05)

    asking = threading.Thread(target=ask)
    asking.start()
    old = installation.kill("database")
    installation.wait_for_new("database", old)
    time.sleep(3)
    done.set()
    asking.join()
    assert codes[-1] == 200
    assert psutil.pid_exists(installation.pids()["server"])


@pytest.mark.parametrize(("name", "value"), [("KEHU_PORT", "abc"), ("KEHU_DATA", "/proc/kehu")])
def test_a_wrong_setting_is_told_in_one_sentence(tmp_path: Path, name: str, value: str) -> None:
    kehu = Installation(tmp_path / "data")
    kehu.environment[name] = value
    told = kehu.command("serve")
    assert told.returncode == 1
    assert value in told.stderr or name in told.stderr
    assert "Traceback" not in told.stderr


def test_the_language_of_the_terminal_decides(tmp_path: Path) -> None:
    kehu = Installation(tmp_path / "data")
    kehu.environment |= {"KEHU_PORT": "0x", "LC_ALL": "en_US.UTF-8"}
    assert "The setting KEHU_PORT is wrong" in kehu.command("serve").stderr


def test_s19_with_a_certificate_other_machines_may_reach_it(tmp_path: Path) -> None:
    certificate, key = _certificate(tmp_path)
    kehu = Installation(
        tmp_path / "data",
        KEHU_HOST="0.0.0.0",
        KEHU_HOSTS='["crm.example.cn", "127.0.0.1"]',
        KEHU_TLS_CERTIFICATE=str(certificate),
        KEHU_TLS_KEY=str(key),
    )
    kehu.url = f"https://127.0.0.1:{kehu.port}"
    try:
        kehu.start(verify=False)
        answer = requests.get(kehu.url + "/api/me", verify=False, timeout=10)
        assert answer.status_code == 200
        assert all(cookie.secure for cookie in answer.cookies)
        assert "max-age" in answer.headers["Strict-Transport-Security"]
        assert requests.get(kehu.url, headers={"Host": "evil.example"}, verify=False, timeout=10).status_code == 400
    finally:
        kehu.close()


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "crm.example.cn")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "crm.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "crm.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "crm.pem", folder / "crm.key"
