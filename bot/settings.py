"""Settings of the process: from the environment and `.env`, checked before anything starts."""

import os
import re
import secrets
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

DATABASE = re.compile(r"sqlite\+aiosqlite:///\S.*|postgresql\+asyncpg://\S+")
ASSIGNED = re.compile(r"^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=", re.MULTILINE)
TOKEN = re.compile(r"[!-~]+")
CALLBACK_SECRET = re.compile(r"[A-Za-z0-9_]{16,50}")
CODE = re.compile(r"[1-9]\d{0,11}:[A-Za-z0-9]{1,32}")
SECRET_FILE = "otklik.key"
SHORTEST_SECRET = 16
LONGEST_QUOTE = 20
"""A longer wrong value is not shown: it may be a token written under the wrong name."""
SECRET = frozenset(
    {
        "VK_TOKENS",
        "VK_USER_TOKEN",
        "VK_SERVICE_TOKEN",
        "SECRET_KEY",
        "DATABASE_URL",
        "VK_CALLBACK_SECRET",
        "VK_APP_SECRET",
    }
)
ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104  what a browser opens instead


class SettingsError(Exception):
    """The bot cannot start: the words name each wrong setting and what is expected, never a secret."""


def _split(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _token(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("a token has no spaces and no letters but Latin")
    return value


def _once(value: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    return tuple(dict.fromkeys(value))


def _secret(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and len(value.get_secret_value()) < SHORTEST_SECRET:
        raise ValueError("too short to be a secret")
    return value


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _api_url(value: str) -> str:
    if not _is_address(value) or not value.endswith("/method/"):
        raise ValueError("not an address of methods")
    return value


def _web_url(value: str) -> str:
    if value and not _is_address(value):
        raise ValueError("not an address")
    return value.rstrip("/")


def _database(value: str) -> str:
    if not DATABASE.fullmatch(value):
        raise ValueError("not a database we speak to")
    return value


def _upper(value: Any) -> Any:
    return value.strip().upper() if isinstance(value, str) else value


def _lower(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.strip().isdecimal() else value


def _callback_secret(value: SecretStr, info: ValidationInfo) -> SecretStr:
    """Without a secret anybody could bring events in VK's name."""
    given = value.get_secret_value()
    if given and not CALLBACK_SECRET.fullmatch(given):
        raise ValueError("not a secret VK takes")
    if not given and info.data.get("vk_intake", "longpoll") != "longpoll":
        raise ValueError("the callback needs a secret")
    return value


def _codes(value: tuple[str, ...]) -> tuple[str, ...]:
    if not all(CODE.fullmatch(one) for one in value):
        raise ValueError("not a community and its string")
    return value


Token = Annotated[SecretStr, AfterValidator(_token)]


class Settings(BaseSettings):
    """Every setting by its name in `.env`, in lower case; `description` is what a wrong value is told."""

    model_config = SettingsConfigDict(
        env_file=None,
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_by_name=True,
    )

    vk_tokens: Annotated[tuple[Token, ...], NoDecode, BeforeValidator(_split), AfterValidator(_once)] = Field(
        (), description="ключи доступа сообществ через запятую, без пробелов внутри ключа"
    )
    vk_user_token: Token = Field(SecretStr(""), description="ключ доступа человека одной строкой без пробелов")
    vk_service_token: Token = Field(SecretStr(""), description="сервисный ключ приложения одной строкой без пробелов")
    vk_api_url: Annotated[str, AfterValidator(_api_url)] = Field(
        "https://api.vk.ru/method/",
        description="адрес, начинается с http:// или https:// и кончается на /method/",
    )
    vk_longpoll_wait: int = Field(25, ge=1, le=90, description="целое число секунд от 1 до 90")
    vk_requests_per_second: int = Field(18, ge=1, le=20, description="целое число от 1 до 20")
    vk_mute: bool = Field(False, description="true или false")
    vk_intake: Annotated[Literal["longpoll", "callback", "both"], BeforeValidator(_lower)] = Field(
        "longpoll", description="longpoll, callback или both"
    )
    vk_callback_secret: Annotated[SecretStr, AfterValidator(_callback_secret)] = Field(
        SecretStr(""),
        validate_default=True,
        description="секретный ключ Callback API: от 16 до 50 латинских букв и цифр; без него callback не включить",
    )
    vk_callback_confirmation: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split), AfterValidator(_codes)] = (
        Field((), description="строки подтверждения Callback API через запятую, каждая как номер_сообщества:строка")
    )
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        "sqlite+aiosqlite:///var/otklik.db",
        repr=False,  # holds PostgreSQL's password
        description="sqlite+aiosqlite:///путь/к/файлу.db или postgresql+asyncpg://имя:пароль@сервер/база",
    )
    process_lease_seconds: float = Field(12, ge=1, le=25, description="число секунд от 1 до 25")
    region_file: Path = Field(Path("region.toml"), description="путь к файлу региона")
    web_host: str = Field("127.0.0.1", pattern=r"^[\w.:-]+$", description="адрес этой машины, например 127.0.0.1")
    web_port: int = Field(8080, ge=1, le=65535, description="номер порта: целое число от 1 до 65535")
    given_web_url: Annotated[str, AfterValidator(_web_url)] = Field(
        "", validation_alias="WEB_URL", description="адрес пульта, начинается с http:// или https://"
    )
    given_secret_key: Annotated[SecretStr, AfterValidator(_secret)] = Field(
        SecretStr(""),
        validation_alias="SECRET_KEY",
        description=f"не меньше {SHORTEST_SECRET} случайных знаков",
    )
    vk_app_secret: Token = Field(
        SecretStr(""), description="защищённый ключ мини-приложения: латинские буквы и цифры без пробелов"
    )
    disk_min_mb: int = Field(500, ge=0, description="целое число мегабайт, 0: не следить")
    topic_precision: Annotated[Literal[85, 90, 95], BeforeValidator(_whole)] = Field(90, description="85, 90 или 95")
    video_moments: str = Field(
        "t", pattern=r"^[a-z]{0,10}$", description="как ссылка на видео называет минуту: t, или пусто — без неё"
    )
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], BeforeValidator(_upper)] = Field(
        "INFO", description="DEBUG, INFO, WARNING, ERROR или CRITICAL"
    )
    log_format: Annotated[Literal["text", "json"], BeforeValidator(_lower)] = Field("text", description="text или json")

    @classmethod
    def load(cls, env_file: Path = Path(".env")) -> Self:
        """The settings of the environment over those of the file; SettingsError names every wrong one."""
        said = list(_misnamed(env_file, cls.names()))
        try:
            settings = cls(_env_file=env_file)
        except ValidationError as error:
            said = [*_wrong(cls, error), *said]
        except UnicodeDecodeError:
            raise SettingsError(f"Бот не запущен: файл {env_file} сохранён не в UTF-8.") from None
        except OSError:
            raise SettingsError(f"Бот не запущен: файл {env_file} не прочитать.") from None
        if said:
            listed = "".join(f"\n  {words}" for words in said)
            raise SettingsError(f"Бот не запущен, неверных настроек: {len(said)}.{listed}")
        return settings

    @classmethod
    def names(cls) -> dict[str, str]:
        """The name of every setting as `.env` has it, and the field that holds it."""
        return {str(field.validation_alias or name.upper()): name for name, field in cls.model_fields.items()}

    @property
    def confirmations(self) -> dict[int, str]:
        """Communities whose confirmation string is written in the settings."""
        pairs = (one.partition(":") for one in self.vk_callback_confirmation)
        return {int(group): code for group, _, code in pairs}

    @property
    def web_url(self) -> str:
        """Where people open the console, without a slash at the end."""
        host = ANY_ADDRESS.get(self.web_host, f"[{self.web_host}]" if ":" in self.web_host else self.web_host)
        return self.given_web_url or f"http://{host}:{self.web_port}"

    @property
    def data_dir(self) -> Path:
        """The folder of the SQLite file; `var` with PostgreSQL."""
        return self.database_file.parent if self.database_file else Path("var")

    @property
    def models_dir(self) -> Path:
        """What this database's people taught; the sandbox's is never the bot's."""
        name = self.database_file.stem if self.database_file else "otklik"
        return self.data_dir / ("models" if name == "otklik" else f"models-{name}")

    @property
    def database_file(self) -> Path | None:
        """The SQLite file; None with PostgreSQL."""
        scheme, _, rest = self.database_url.partition(":///")
        return Path(rest.partition("?")[0]) if scheme.startswith("sqlite") else None

    def secret_key(self, beside: Path) -> str:
        """SECRET_KEY, or the key kept in that folder for its owner only, made there on the first start."""
        if self.given_secret_key.get_secret_value():
            return self.given_secret_key.get_secret_value()
        kept = beside / SECRET_FILE
        beside.mkdir(parents=True, exist_ok=True)
        try:
            with open(kept, "x", opener=_private) as file:
                file.write(made := secrets.token_hex(32))
            return made
        except FileExistsError:
            kept.chmod(0o600)
        if not (secret := kept.read_text().strip()):
            raise SettingsError(f"Бот не запущен: файл ключа {kept} пуст; удалите его, бот сделает новый.")
        return secret


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _misnamed(env_file: Path, names: Iterable[str]) -> Iterator[str]:
    """Names of the file that look like a slip of the pen; those of other programs are not ours to judge."""
    text = env_file.read_text("utf-8-sig", errors="replace") if env_file.is_file() else ""
    known = set(names)
    for name in ASSIGNED.findall(text):
        if name.upper() not in known and (near := get_close_matches(name.upper(), known, n=1, cutoff=0.8)):
            yield f"{name}: такой настройки нет, похоже на {near[0]}"


def _wrong(settings: type[Settings], error: ValidationError) -> Iterator[str]:
    fields = {**{field: name for name, field in settings.names().items()}, **{n: n for n in settings.names()}}
    told: set[str] = set()
    for found in error.errors(include_url=False):
        name = fields[str(found["loc"][0])]
        if name in told:
            continue
        told.add(name)
        field = settings.model_fields[settings.names()[name]]
        value = found["input"]
        open_value = isinstance(value, str) and len(value) <= LONGEST_QUOTE and name not in SECRET
        shown = f"; написано: «{value}»" if open_value else ""
        yield f"{name}: ожидается: {field.description}{shown}"
