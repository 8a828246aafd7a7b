"""A wrong setting stops the start by name, and no secret is ever shown."""

import re
import traceback
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError

EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.names():
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def env(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def refusal(env: Path, text: str) -> str:
    env.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        Settings.load(env)
    return str(refused.value)


def test_starts_with_no_settings_at_all(env: Path) -> None:
    settings = Settings.load(env)
    assert settings.vk_tokens == ()
    assert settings.database_url == "sqlite+aiosqlite:///var/otklik.db"
    assert settings.web_url == "http://127.0.0.1:8080"


def test_tokens_are_split_and_counted_once(env: Path) -> None:
    env.write_text("VK_TOKENS= one , two,one,\n")
    assert [token.get_secret_value() for token in Settings.load(env).vk_tokens] == ["one", "two"]


def test_environment_is_stronger_than_the_file(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env.write_text("WEB_PORT=9000\n")
    monkeypatch.setenv("WEB_PORT", "9001")
    assert Settings.load(env).web_port == 9001


def test_empty_value_is_the_default(env: Path) -> None:
    env.write_text("WEB_PORT=\nLOG_LEVEL=\n")
    assert Settings.load(env).web_port == 8080


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("VK_TOKENS=vk1.a.x y", "через запятую"),
        ("VK_USER_TOKEN=vk1.a.…", "одной строкой"),
        ("VK_SERVICE_TOKEN=ключ", "одной строкой"),
        ("VK_API_URL=https://api.vk.ru/", "/method/"),
        ("VK_API_URL=ftp://api.vk.ru/method/", "/method/"),
        ("VK_LONGPOLL_WAIT=0", "от 1 до 90"),
        ("VK_LONGPOLL_WAIT=две", "от 1 до 90"),
        ("VK_REQUESTS_PER_SECOND=21", "от 1 до 20"),
        ("DATABASE_URL=sqlite:///var/otklik.db", "sqlite+aiosqlite"),
        ("DATABASE_URL=postgresql://localhost/otklik", "postgresql+asyncpg"),
        ("WEB_HOST=http://127.0.0.1", "адрес этой машины"),
        ("WEB_PORT=65536", "от 1 до 65535"),
        ("WEB_URL=otklik.example.ru", "http://"),
        ("SECRET_KEY=short", "случайных знаков"),
        ("LOG_LEVEL=loud", "WARNING"),
        ("LOG_FORMAT=xml", "json"),
    ],
)
def test_wrong_value_is_named_with_what_is_expected(env: Path, line: str, expected: str) -> None:
    told = refusal(env, line)
    assert re.search(rf"^  {line.partition('=')[0]}: .*{re.escape(expected)}", told, re.MULTILINE), told


def test_all_wrong_values_are_told_at_once(env: Path) -> None:
    told = refusal(env, "WEB_PORT=x\nLOG_LEVEL=y\n")
    assert "неверных настроек: 2" in told
    assert "WEB_PORT" in told
    assert "LOG_LEVEL" in told


def test_slip_in_a_name_is_pointed_at(env: Path) -> None:
    assert "VK_TOKEN: такой настройки нет, похоже на VK_TOKENS" in refusal(env, "VK_TOKEN=abc\n")


def test_names_of_other_programs_do_not_disturb(env: Path) -> None:
    env.write_text("COMPOSE_PROJECT_NAME=otklik\nTZ=Europe/Moscow\n")
    assert Settings.load(env).web_port == 8080


def test_file_of_another_encoding_is_refused_in_words(env: Path) -> None:
    env.write_bytes("REGION_FILE=регион.toml".encode("cp1251"))
    with pytest.raises(SettingsError, match="UTF-8"):
        Settings.load(env)


def test_file_saved_by_notepad_is_read(env: Path) -> None:
    env.write_bytes(b"\xef\xbb\xbfWEB_PORT=9000\r\n")
    assert Settings.load(env).web_port == 9000


def test_secrets_are_not_in_what_settings_show(env: Path) -> None:
    env.write_text(
        "VK_TOKENS=vk1.a.HUSH\nVK_USER_TOKEN=HUSHuser\nVK_SERVICE_TOKEN=HUSHservice\n"
        "SECRET_KEY=HUSH567890123456\nDATABASE_URL=postgresql+asyncpg://otklik:HUSH@db/otklik\n"
    )
    settings = Settings.load(env)
    assert "HUSH" not in f"{settings!r} {settings}"


def test_secrets_are_not_in_errors(env: Path) -> None:
    env.write_text(
        "VK_TOKENS=HUSH HUSH\nVK_USER_TOKEN=HUSH HUSH\nSECRET_KEY=HUSH\nDATABASE_URL=mysql://HUSH\n"
        "WEB_PORT=vk1.a.HUSH_pasted_into_the_wrong_line\n"
    )
    with pytest.raises(SettingsError) as refused:
        Settings.load(env)
    assert "HUSH" not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize(
    ("lines", "url"),
    [
        ("WEB_PORT=9000", "http://127.0.0.1:9000"),
        ("WEB_HOST=0.0.0.0", "http://127.0.0.1:8080"),
        ("WEB_HOST=::1", "http://[::1]:8080"),
        ("WEB_URL=https://otklik.example.ru/", "https://otklik.example.ru"),
    ],
)
def test_console_address_is_derived(env: Path, lines: str, url: str) -> None:
    env.write_text(lines)
    assert Settings.load(env).web_url == url


def test_given_secret_is_used_and_nothing_is_written(env: Path, tmp_path: Path) -> None:
    env.write_text("SECRET_KEY=0123456789abcdef\n")
    assert Settings.load(env).secret_key(tmp_path / "var") == "0123456789abcdef"
    assert not (tmp_path / "var").exists()


def test_made_secret_stays_the_same_and_is_for_its_owner_only(env: Path, tmp_path: Path) -> None:
    made = Settings.load(env).secret_key(tmp_path / "var")
    assert re.fullmatch(r"[0-9a-f]{64}", made)
    assert Settings.load(env).secret_key(tmp_path / "var") == made
    (kept,) = (tmp_path / "var").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600


def test_secret_that_others_could_read_is_closed_again(env: Path, tmp_path: Path) -> None:
    settings = Settings.load(env)
    settings.secret_key(tmp_path)
    (tmp_path / "otklik.key").chmod(0o644)
    settings.secret_key(tmp_path)
    assert (tmp_path / "otklik.key").stat().st_mode & 0o777 == 0o600


def test_emptied_secret_is_not_signed_with(env: Path, tmp_path: Path) -> None:
    (tmp_path / "otklik.key").touch()
    with pytest.raises(SettingsError, match="пуст"):
        Settings.load(env).secret_key(tmp_path)


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("sqlite+aiosqlite:////srv/otklik/o.db", Path("/srv/otklik")),
        ("sqlite+aiosqlite:///var/o.db?timeout=5", Path("var")),
        ("postgresql+asyncpg://db/otklik", Path("var")),
    ],
)
def test_secret_lives_beside_the_database(env: Path, url: str, folder: Path) -> None:
    env.write_text(f"DATABASE_URL={url}\n")
    assert Settings.load(env).data_dir == folder


def test_example_lists_every_setting_with_its_default(env: Path) -> None:
    listed = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))
    assert list(listed) == list(Settings.names())
    env.touch()
    assert Settings.load(EXAMPLE) == Settings.load(env)
    for name, field in Settings.names().items():
        default = Settings.model_fields[field].default
        empty = name in {"WEB_URL", "SECRET_KEY"} or not default or not str(default).strip("*")
        assert listed[name] == ("" if empty else str(default)), name


def test_example_explains_every_setting_in_russian() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    for name in Settings.names():
        assert re.search(rf"^# .*[а-я].*\n{name}=", text, re.MULTILINE), name
