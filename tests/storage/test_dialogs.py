"""What the bot and people are in the middle of."""

from dataclasses import replace
from datetime import timedelta

from domain.names import Name
from domain.ports import ChatState, Dialog, Draft
from storage.engine import Database
from tests.storage.build import CHAT, COMMUNITY, NOW, OFFICIAL, RESIDENT, dialog, minutes


def a_dialog(community: int = COMMUNITY, **changes: object) -> Dialog:
    return replace(Dialog(community, OFFICIAL, OFFICIAL), **changes)  # type: ignore[arg-type]


async def test_a_dialog_nobody_began_is_empty(database: Database) -> None:
    async with database.reading() as uow:
        assert await uow.dialogs.get(COMMUNITY, CHAT, RESIDENT) == Dialog(COMMUNITY, CHAT, RESIDENT)


async def test_a_dialog_survives_a_restart(database: Database) -> None:
    talking = a_dialog(allowed=True, started_at=NOW, last_at=NOW, card=12, expecting="date", facts="12")
    async with database.begin() as uow:
        await uow.dialogs.save(a_dialog())
        await uow.dialogs.save(talking)
    async with database.reading() as uow:
        assert await uow.dialogs.get(COMMUNITY, OFFICIAL, OFFICIAL) == talking


async def test_a_person_is_reached_where_they_spoke_last(database: Database) -> None:
    async with database.begin() as uow:
        await uow.dialogs.save(a_dialog(1, allowed=True, last_at=NOW))
        await uow.dialogs.save(a_dialog(2, allowed=True, last_at=NOW + minutes(1)))
        await uow.dialogs.save(a_dialog(3, allowed=False, last_at=NOW + minutes(2)))
        await uow.dialogs.save(Dialog(4, CHAT, OFFICIAL, allowed=True, last_at=NOW + minutes(3)))
    async with database.begin() as uow:
        reached = await uow.dialogs.reachable(OFFICIAL)
        assert reached is not None
        assert reached.community == 2
        await uow.dialogs.save(replace(reached, allowed=False))
        reached = await uow.dialogs.reachable(OFFICIAL)
        assert reached is not None
        assert reached.community == 1
        assert not await uow.dialogs.forbidden(OFFICIAL)


async def test_a_person_is_unreachable_when_every_try_failed(database: Database) -> None:
    async with database.begin() as uow:
        assert not await uow.dialogs.forbidden(OFFICIAL)
        await uow.dialogs.save(a_dialog(1))
        assert not await uow.dialogs.forbidden(OFFICIAL)
        await uow.dialogs.save(a_dialog(2, allowed=False))
        assert await uow.dialogs.forbidden(OFFICIAL)
        assert await uow.dialogs.reachable(OFFICIAL) is None


async def test_a_draft_waits_for_its_silence(database: Database) -> None:
    draft = Draft(
        COMMUNITY, RESIDENT, dialog(RESIDENT).at(3), ("Вода", "горячая"), ("photo1_2",), (3, 4), NOW, NOW + minutes(1)
    )
    async with database.begin() as uow:
        await uow.dialogs.save_draft(draft)
        assert await uow.dialogs.draft(COMMUNITY, RESIDENT) == draft
        assert await uow.dialogs.ready_drafts(NOW, 10) == []
    async with database.begin() as uow:
        assert await uow.dialogs.ready_drafts(NOW + minutes(1), 10) == [draft]
        longer = replace(draft, texts=("Вода", "горячая", "дома"), ready_at=NOW + timedelta(minutes=2))
        await uow.dialogs.save_draft(longer)
        assert await uow.dialogs.ready_drafts(NOW + minutes(1), 10) == []
        await uow.dialogs.drop_draft(COMMUNITY, RESIDENT)
        assert await uow.dialogs.draft(COMMUNITY, RESIDENT) is None


async def test_a_chat_is_remembered_by_its_counters(database: Database) -> None:
    state = ChatState(COMMUNITY, CHAT, 17, NOW, reactions_off=True)
    async with database.begin() as uow:
        assert await uow.chats.get(COMMUNITY, CHAT) == ChatState(COMMUNITY, CHAT)
        await uow.chats.save(state)
        assert await uow.chats.get(COMMUNITY, CHAT) == state
    async with database.reading() as uow:
        assert await uow.chats.get(COMMUNITY, CHAT) == state


async def test_names_are_kept_and_renewed(database: Database) -> None:
    async with database.begin() as uow:
        await uow.names.save({1: Name("Мария", "Иванова", 1), 2: Name("Пётр", "Ким", 2)})
    async with database.begin() as uow:
        await uow.names.save({1: Name("Мария", "Петрова", 1)})
        assert await uow.names.known([1, 2, 3]) == {1: Name("Мария", "Петрова", 1), 2: Name("Пётр", "Ким", 2)}
        assert await uow.names.known([]) == {}
