"""Settings come from variables, `kehu.toml` or sensible defaults."""

from pathlib import Path

import pytest

from kehu.base.errors import Invalid
from kehu.site.configuration import Configuration
from kehu.site.database import address, parse
from kehu.site.postgres.server import LONGEST_SOCKET, socket_folder


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("KEHU_DATABASE_URL", "KEHU_PORT", "KEHU_HOST"):
        monkeypatch.delenv(name, raising=False)


def test_by_default_only_this_machine_reaches_the_server() -> None:
    given = Configuration()
    assert (given.host, given.port, given.local, given.tls) == ("127.0.0.1", 8000, True, False)


def test_variables_win_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("kehu.toml").write_text('port = 9000\nhosts = ["crm.example.cn"]\n')
    assert Configuration().port == 9000
    assert Configuration().hosts == ["crm.example.cn"]
    monkeypatch.setenv("KEHU_PORT", "9001")
    assert Configuration().port == 9001


def test_the_embedded_database_is_reached_by_a_socket_in_the_data_folder(tmp_path: Path) -> None:
    place = address(Configuration(data=Path("/srv/kehu")))
    assert place.host == "/srv/kehu/run"
    assert place.user == place.name == "kehu"
    assert not place.password


def test_long_paths_get_a_short_socket_folder(tmp_path: Path) -> None:
    deep = tmp_path / ("客户" * 30)
    folder = socket_folder(deep)
    assert len(bytes(folder / ".s.PGSQL.5432")) <= LONGEST_SOCKET
    assert folder == socket_folder(deep)
    assert folder != socket_folder(deep / "other")


def test_an_outside_database_is_named_by_its_address() -> None:
    place = parse("postgresql://ke%40hu:p%3Aw@db.example.cn:6432/crm?schema=acme&sslmode=require")
    assert (place.user, place.password, place.host, place.port) == ("ke@hu", "p:w", "db.example.cn", "6432")
    assert place.parameters()["sslmode"] == "require"
    assert place.django(0)["OPTIONS"]["options"] == "-c search_path=acme"
    assert "pool" not in place.django(0)["OPTIONS"]
    assert place.django(8)["OPTIONS"]["pool"]["max_size"] == 8


def test_a_socket_folder_can_be_the_host() -> None:
    assert parse("postgresql://kehu@%2Fvar%2Frun%2Fpostgresql/kehu").host == "/var/run/postgresql"


@pytest.mark.parametrize(
    "url",
    ["mysql://a@b/c", "postgresql://a@b", "postgresql://a@b:port/c", "postgresql://a@b/c?schema=x;drop", "nonsense"],
)
def test_a_wrong_address_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(url)
    assert "postgresql://" in refused.value.text.zh
