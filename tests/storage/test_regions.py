"""The region: what the file says and what the staff added."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.regionfile import load
from domain.calendar import Calendar
from domain.durations import Duration, Unit
from domain.organisation import Chat, ChatKind, Policy, Region, Theme, Topic, TopicWord
from storage.engine import Database
from storage.regionrows import pieces_of, region_of
from tests.storage.build import a_person, a_region

EXAMPLES = sorted(Path("examples").glob("*.toml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
async def test_an_example_comes_back_as_it_was_read(database: Database, path: Path) -> None:
    region = load(path).region
    async with database.begin() as uow:
        await uow.regions.replace(region, "hash")
    async with database.reading() as uow:
        assert await uow.regions.load() == region


async def test_before_the_first_file_there_is_no_region(database: Database) -> None:
    async with database.reading() as uow:
        assert await uow.regions.load() is None
        assert await uow.regions.file_hash() is None
        assert await uow.regions.version() == 0


async def test_a_new_file_takes_the_place_of_the_old_one(database: Database) -> None:
    async with database.begin() as uow:
        await uow.regions.replace(a_region(), "old")
    smaller = a_region(people=(a_person(2),), policy=Policy(undo=timedelta(seconds=5)))
    async with database.begin() as uow:
        await uow.regions.replace(smaller, "new")
        assert await uow.regions.load() == smaller
        assert await uow.regions.file_hash() == "new"


async def test_whom_the_staff_appointed_stays_unless_the_file_names_them(database: Database) -> None:
    appointed, renamed = a_person(3, "Новый Сотрудник"), a_person(2, "По Команде")
    async with database.begin() as uow:
        await uow.regions.replace(a_region(), "one")
        await uow.regions.save_person(appointed)
        await uow.regions.save_person(renamed)
        await uow.regions.save_chat(Chat(1, 2000000009, "priozerny", ChatKind.MODERATORS))
    async with database.begin() as uow:
        now = await uow.regions.load()
        assert now is not None
        assert set(now.people) == {a_person(1), renamed, appointed}
        await uow.regions.replace(a_region(), "two")
        after = await uow.regions.load()
        assert after is not None
        assert after.people == (a_person(1), a_person(2), appointed)
        assert [chat.peer_id for chat in after.chats] == [2000000009]


async def test_the_version_grows_with_every_change(database: Database) -> None:
    versions = []
    for change in range(3):
        async with database.begin() as uow:
            if change:
                await uow.regions.save_person(a_person(change))
            else:
                await uow.regions.replace(a_region(), "hash")
        async with database.reading() as uow:
            versions.append(await uow.regions.version())
    assert versions == sorted(set(versions))


durations = st.builds(Duration, st.integers(0, 999), st.sampled_from(Unit))
intervals = st.sampled_from([((time(8, 30), time(13, 0)), (time(14, 0), time(17, 30))), ((time(9), time(0)),), ()])
calendars = st.builds(
    lambda zone, off, special, quiet: Calendar(
        ZoneInfo(zone),
        (((time(9), time(18)),),) * 5 + ((),) * 2,
        frozenset(off),
        MappingProxyType(special),
        quiet,
    ),
    st.sampled_from(["Europe/Moscow", "Asia/Kamchatka", "Asia/Yekaterinburg"]),
    st.sets(st.dates(date(2026, 1, 1), date(2027, 1, 1)), max_size=4),
    st.dictionaries(st.dates(date(2026, 1, 1), date(2027, 1, 1)), intervals, max_size=3),
    st.none() | st.just((time(22), time(8))),
)


@given(calendar=calendars, first=durations, shares=st.lists(st.floats(0, 2), max_size=3), bundle=st.timedeltas())
def test_no_setting_is_lost_on_the_way(
    calendar: Calendar, first: Duration, shares: list[float], bundle: timedelta
) -> None:
    region = Region("Край", calendar, Policy(first_answer=first, remind_at=tuple(shares), bundle=bundle))
    back = region_of(pieces_of(region))
    assert back == region
    assert back.calendar.add(datetime(2026, 11, 24, tzinfo=UTC), timedelta(hours=9))


async def test_words_and_themes_of_staff_stay_when_a_new_file_comes(database: Database) -> None:
    file = a_region(topics=(Topic("roads", "Дороги", ("яма",)),))
    async with database.begin() as uow:
        await uow.regions.replace(file, "old")
        await uow.regions.save_word(TopicWord("roads", "щебень"))
        await uow.regions.save_word(TopicWord("roads", "дорожка"))
        await uow.regions.save_word(TopicWord("roads", "дорожка", minus=True))
        await uow.regions.save_themes([Theme("Уборка снега", "roads")])
    async with database.begin() as uow:
        await uow.regions.replace(file, "new")
        await uow.regions.drop_word(TopicWord("roads", "щебень"))
    async with database.reading() as uow:
        kept = await uow.regions.load()
    assert kept is not None
    assert kept.topics[0].words == ("яма", "-дорожка")
    assert kept.themes == (Theme("Уборка снега", "roads"),)
