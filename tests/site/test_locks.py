"""What gets installed is pinned by hash and names no address (S18)."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
ADDRESS = re.compile(r"https?://|git\+|file:|ssh:|--(extra-)?index-url|--find-links|--trusted-host")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_s18_python_locks_pin_every_package_by_hash_and_name_no_address(lock: Path) -> None:
    text = lock.read_text()
    assert not ADDRESS.search(text)
    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert pins
    for pin in pins:
        assert re.match(r"^[A-Za-z0-9._\[\],-]+==[^\s;]+", pin), pin
    assert text.count("--hash=sha256:") >= len(pins)


def test_s18_the_web_lock_names_no_address_and_pins_by_hash() -> None:
    packages = json.loads((ROOT / "web" / "package-lock.json").read_text())["packages"]
    for name, package in packages.items():
        assert "resolved" not in package or package.get("link"), name
        if name.startswith("node_modules/") and not package.get("link") and not package.get("inBundle"):
            assert package.get("integrity", "").startswith("sha512-"), name


def test_every_locked_file_has_its_source() -> None:
    assert {path.stem for path in LOCKS} == {path.stem for path in (ROOT / "requirements").glob("*.in")}


def test_no_tracked_setting_names_a_package_index() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    named = [
        name for name in tracked if Path(name).name in {"pip.conf", ".npmrc", ".pypirc", "uv.toml", "pyproject.toml"}
    ]
    for name in named:
        assert not re.search(r"registry\s*=|index-url|index_url", (ROOT / name).read_text()), name
