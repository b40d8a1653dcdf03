"""What a person may set: variables `KEHU_*`, or the same names in a file `kehu.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from kehu.base.errors import Invalid
from kehu.base.text import Text

WRONG = Text("设置 {names} 有误：{reason}", "The setting {names} is wrong: {reason}")


def default_data() -> Path:
    """Return the data folder: `./data` in a checkout, `~/.local/share/kehu` for an installed package."""
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").exists():
        return checkout / "data"
    return Path.home() / ".local" / "share" / "kehu"


class Configuration(BaseSettings):
    """The settings of one installation; variables win over `kehu.toml`, which wins over the defaults."""

    model_config = SettingsConfigDict(env_prefix="KEHU_", toml_file="kehu.toml", extra="ignore")

    data: Path = Field(default_factory=default_data)
    """Folder of everything that must be kept: database, files, secret key."""
    database_url: str = ""
    """An outside PostgreSQL, `postgresql://user:password@host/database?schema=kehu`; empty = the embedded one."""
    database_pool: int = 16
    """Most connections that the web process keeps; 0 = one per thread, without a pool."""
    host: str = "127.0.0.1"
    """Address the web server listens on."""
    port: int = 8000
    """Port the web server listens on."""
    expose: bool = False
    """Allow an address that other machines reach without TLS."""
    tls_certificate: Path | None = None
    """Certificate file (PEM); with `tls_key` the server speaks HTTPS itself."""
    tls_key: Path | None = None
    """Key file of the certificate (PEM)."""
    behind_tls: bool = False
    """A proxy in front ends TLS and sets `X-Forwarded-Proto`."""
    hosts: list[str] = []
    """Host names the server answers to; empty = this machine's own, or all when it listens on another address."""
    origins: list[str] = []
    """Further origins that forms may come from, `https://crm.example.cn`."""
    debug: bool = False
    """Show the causes of errors; only for development."""
    log_level: str = "INFO"
    """DEBUG, INFO, WARNING or ERROR."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read variables first, then `kehu.toml` of the working folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def local(self) -> bool:
        """True when only this machine reaches the server."""
        return self.host in {"127.0.0.1", "::1", "localhost"}

    @property
    def tls(self) -> bool:
        """True when browsers reach the server over TLS."""
        return self.behind_tls or self.tls_certificate is not None


@cache
def configuration() -> Configuration:
    """Return the configuration of this process, read once."""
    try:
        read = Configuration()
    except ValidationError as error:
        names = ", ".join(f"KEHU_{str(wrong['loc'][0]).upper()}" for wrong in error.errors() if wrong["loc"])
        reason = "; ".join(wrong["msg"] for wrong in error.errors())
        raise Invalid(WRONG.format(names=names, reason=reason), code="bad_setting") from None
    except tomllib.TOMLDecodeError as error:
        raise Invalid(WRONG.format(names="kehu.toml", reason=error), code="bad_setting") from None
    return read.model_copy(update={"data": read.data.expanduser().resolve()})
