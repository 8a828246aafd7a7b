"""The doctor names what is broken and what to do about it; each thing is broken in VK's stand-in and seen."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.commands import main
from bot.doctor import Doctor
from bot.settings import Settings
from tests.world import CHAT, GROUP, ILYIN, LEBEDEVA, MARINA, STAFF_CHAT, World, a_town

STAFF = (101, 102, 103, 104, 105, 106, 107)
TOKEN = "sandbox-242065128"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A town where everything is well: everybody has pressed «Начать»."""
    async with a_town(tmp_path) as town:
        town.vk.community(GROUP).allowed.update(STAFF)
        yield town


async def seen(world: World, *, fix: bool = False, **changes: object) -> list[str]:
    settings = world.settings.model_copy(update=changes)
    doctor = Doctor(settings, world.vk.clock, fix=fix, wait=0)
    return [str(finding) async for finding in doctor.examine()]


async def red(world: World, **changes: object) -> list[str]:
    return [line for line in await seen(world, **changes) if line.startswith("✗")]


def one(lines: list[str], words: str) -> str:
    found = [line for line in lines if words in line]
    assert len(found) == 1, (words, lines)
    return found[0]


async def test_nothing_is_red_where_all_is_well(world: World) -> None:
    lines = await seen(world)
    assert not [line for line in lines if line.startswith("✗")], lines
    assert one(lines, "База записывается").startswith("✓")
    assert one(lines, "события приходят").startswith("✓")
    assert one(lines, f"Беседа {CHAT} (Приозёрный округ, жители): жива, бот администратор").startswith("✓")
    assert one(lines, "Нажали «Начать»: 7 из 7").startswith("✓")


async def test_what_vk_does_not_tell_is_unknown_not_red(world: World) -> None:
    lines = await seen(world)
    assert one(lines, "о которых ВКонтакте не сказал: message_event").startswith("?")
    assert one(lines, "«Возможности ботов»").startswith("?")


async def test_a_token_is_never_shown(world: World) -> None:
    world.vk.accesses.clear()
    lines = await seen(
        world, vk_user_token=SecretStr("sandbox-user-106"), vk_service_token=SecretStr("sandbox-service")
    )
    assert "sandbox-" not in "\n".join(lines)


async def test_no_tokens_at_all(world: World) -> None:
    assert one(await red(world, vk_tokens=()), "Нет ключей сообществ")


async def test_a_token_that_died(world: World) -> None:
    lines = await red(world, vk_tokens=(SecretStr("revoked"),))
    assert "сделайте новый" in one(lines, "Ключ 1 не работает")
    assert one(lines, f"Сообщество {GROUP} есть в файле региона, а ключа нет")


async def test_vk_out_of_reach(world: World) -> None:
    world.vk.faults.network_down = True
    assert "проверьте интернет" in one(await red(world), "Ключ 1 не работает")


async def test_a_person_s_token_among_the_community_s(world: World) -> None:
    assert one(await red(world, vk_tokens=(SecretStr(TOKEN), SecretStr("sandbox-user-106"))), "Ключ 2 не работает")


async def test_a_community_nobody_registered(world: World) -> None:
    world.vk.add_community(777, "Чужое", "strange", "sandbox-777")
    lines = await red(world, vk_tokens=(SecretStr(TOKEN), SecretStr("sandbox-777")))
    assert one(lines, "«Чужое» (777) нет в файле региона")


async def test_a_wrong_clock(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real = type(world.vk.clock).unix
    monkeypatch.setattr(type(world.vk.clock), "unix", lambda clock: real(clock) + 300)
    assert "NTP" in one(await red(world), "разница с ВКонтакте 300 с")


async def test_rights_the_token_lacks(world: World) -> None:
    world.vk.community(GROUP).rights -= {"wall", "docs"}
    lines = await red(world)
    assert "нет ответов под записями" in one(lines, "«wall»")
    assert one(lines, "«docs»")


async def test_long_poll_off_is_red_and_mended_on_request(world: World) -> None:
    community = world.vk.community(GROUP)
    community.longpoll, community.api_version = False, "5.131"
    community.events["wall_reply_new"] = False
    assert "--fix" in one(await red(world), "Long Poll выключен")
    lines = await seen(world, fix=True)
    assert "wall_reply_new" in one(lines, "Long Poll: включил enabled, api_version")
    assert not [line for line in lines if line.startswith("✗")], lines
    assert community.longpoll
    assert community.api_version == "5.199"
    assert community.events["wall_reply_new"]


async def test_events_of_an_old_shape_and_missing_ones(world: World) -> None:
    community = world.vk.community(GROUP)
    community.api_version = "5.131"
    community.events |= {"message_allow": False, "video_comment_new": False}
    lines = await red(world)
    assert one(lines, "версия событий 5.131, нужна 5.199")
    assert one(lines, "не включены события: message_allow, video_comment_new")


async def test_capabilities_are_switched_on_on_request(world: World) -> None:
    world.vk.community(GROUP).bots_capabilities = False
    assert one(await seen(world, fix=True), "включил сообщения, возможности ботов").startswith("✓")
    assert world.vk.community(GROUP).bots_capabilities


async def test_a_poll_that_does_not_work(world: World) -> None:
    world.vk.faults.http("longpoll")
    assert one(await red(world), "сервер событий не отвечает")


async def test_our_callback_server_written_twice(world: World) -> None:
    server = {"title": "отклик", "creator_id": 106, "secret_key": "", "status": "ok"}
    url = f"https://otklik.example.ru/vk/callback/{GROUP}"
    world.vk.community(GROUP).callback_servers = [{**server, "id": 1, "url": url}, {**server, "id": 2, "url": url}]
    assert one(await red(world), "вписан 2 раза")


async def test_another_bot_beside_ours(world: World) -> None:
    world.vk.community(GROUP).callback_servers = [
        {"id": 1, "title": "бот", "creator_id": 1, "url": "https://x.ru/", "secret_key": "", "status": "ok"}
    ]
    assert one(await seen(world), "события получает ещё кто-то").startswith("?")


async def test_callback_alone_needs_its_server(world: World) -> None:
    lines = await seen(world, vk_intake="callback", given_web_url="https://otklik.example.ru")
    assert f"https://otklik.example.ru/vk/callback/{GROUP}" in one(lines, "нашего сервера нет")
    assert not [line for line in lines if "Long Poll" in line]


@pytest.mark.parametrize(("code", "words"), [(993, "переехала в MAX"), (1017, "удалена"), (996, "закрыта другим")])
async def test_a_chat_that_is_gone(world: World, code: int, words: str) -> None:
    world.vk.refuse(GROUP, CHAT, code)
    assert one(await red(world), f"Беседа {CHAT} (Приозёрный округ, жители): {words}")


async def test_a_chat_the_bot_was_thrown_out_of(world: World) -> None:
    world.vk.chat(GROUP, CHAT).state = "kicked"
    assert one(await red(world), f"Беседа {CHAT} (Приозёрный округ, жители): сообщества в ней больше нет")


async def test_a_chat_of_a_community_without_a_token(world: World) -> None:
    lines = await red(world, vk_tokens=())
    assert one(lines, f"Беседа {STAFF_CHAT} (ЦУР): нет ключа сообщества {GROUP}")


async def test_not_an_administrator_and_too_early_to_tell(world: World) -> None:
    world.vk.chat(GROUP, CHAT).admin = False
    assert "администратором" in one(await red(world), "бот не администратор, слышит ли он всех, пока не видно")


async def test_not_an_administrator_but_hears_everybody(world: World) -> None:
    world.vk.chat(GROUP, CHAT).admin = False
    for number in range(25):
        await world.says(MARINA, f"доброе утро, соседи, {number}")
    assert one(await seen(world), "бот слышит всех, но не администратор").startswith("✓")


async def test_hears_only_what_is_said_to_it(world: World) -> None:
    chat = world.vk.chat(GROUP, CHAT)
    chat.admin = chat.full_access = False
    for number in range(30):
        name = f"[club{GROUP}|бот], " if number % 5 == 0 else ""
        await world.says(MARINA, f"{name}доброе утро {number}")
    assert "назначьте" in one(await red(world), "слышит только обращения к нему")


async def test_a_chat_nobody_registered(world: World) -> None:
    world.vk.add_chat(GROUP, 2_000_000_009, "Дачи", [MARINA])
    await world.says(MARINA, "добрый вечер", peer=2_000_000_009)
    assert "подключить" in one(await seen(world), "Незнакомая беседа 2000000009")


async def test_an_official_who_has_not_pressed_start(world: World) -> None:
    world.vk.community(GROUP).allowed -= {ILYIN, LEBEDEVA}
    lines = await seen(world)
    link = f"https://vk.me/{world.vk.community(GROUP).screen_name}"
    assert link in one(lines, "Сергей Ильин (ЖКХ) не нажал(а) «Начать»")
    assert one(lines, "Нажали «Начать»: 5 из 7")


async def test_a_person_s_token(world: World) -> None:
    assert one(await seen(world, vk_user_token=SecretStr("sandbox-user-106")), "VK_USER_TOKEN").startswith("?")
    assert one(await red(world, vk_user_token=SecretStr("gone")), "VK_USER_TOKEN")
    assert "ключ сообщества" in one(await red(world, vk_user_token=SecretStr(TOKEN)), "VK_USER_TOKEN")


async def test_an_application_s_token(world: World) -> None:
    assert one(await seen(world, vk_service_token=SecretStr("sandbox-service")), "VK_SERVICE_TOKEN").startswith("✓")
    assert one(await red(world, vk_service_token=SecretStr("gone")), "VK_SERVICE_TOKEN")


async def test_a_database_that_was_not_made_yet(world: World, tmp_path: Path) -> None:
    path = tmp_path / "new" / "other.db"
    lines = await seen(world, database_url=f"sqlite+aiosqlite:///{path}")
    assert one(lines, "Базы ещё нет").startswith("?")
    assert one(lines, "Файл региона верен: Приозёрье")
    assert not path.exists()


async def test_a_file_that_is_no_database(world: World, tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("дорогая редакция! " * 100)
    assert one(await red(world, database_url=f"sqlite+aiosqlite:///{tmp_path / 'letter.db'}"), "База не открывается")


async def test_a_region_file_with_faults(world: World, tmp_path: Path) -> None:
    (tmp_path / "region.toml").write_text("[region]\nname = 5\n")
    assert one(await red(world, region_file=tmp_path / "region.toml"), "Файл региона с ошибками")


async def test_a_region_file_newer_than_the_database(world: World, tmp_path: Path) -> None:
    newer = tmp_path / "region.toml"
    newer.write_text(world.settings.region_file.read_text() + "\n# новее\n")
    assert "otklik region" in one(await seen(world, region_file=newer), "Файл региона новее")


async def test_no_room_on_the_disk(world: World) -> None:
    assert "освободите" in one(await red(world, disk_min_mb=10**9), "На диске осталось")


async def test_the_doctor_changes_nothing_unasked(world: World) -> None:
    world.vk.community(GROUP).longpoll = False
    await seen(world)
    assert not {"groups.setLongPollSettings", "groups.setSettings"} & {name for name, _ in world.vk.requests}
    async with world.bot.database.reading() as uow:
        assert await uow.diary.value("doctor") is None


def test_wrong_settings_are_a_red_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in Settings.names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["otklik", "check"])
    (tmp_path / ".env").write_text("WEB_PORT=x\n")
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    assert capsys.readouterr().out.startswith("✗  Настройки")
