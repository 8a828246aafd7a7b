"""`otklik places FILE`: a list of villages and streets is checked, kept, and known at the next look."""

import os
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.places import PlacesError, keep
from bot.region import take_file
from bot.regionfile import load
from bot.teaching import Teaching
from domain.organisation import Region
from domain.use_cases.scope import Scope
from routing.listener import WordListener
from storage.engine import Database
from tests.world import REGION as REGION_FILE

REGION = load(REGION_FILE).region
LIST = "Муниципальный округ;Населённый пункт;Улица\nПриозёрный муниципальный округ;д. Чудное Поле;ул. Клыкова\n"
ASKED = "в Чудном Поле не горит фонарь"


def kept(folder: Path, text: str, encoding: str = "utf-8", region: Region = REGION) -> str:
    file = folder / "list.csv"
    file.write_text(text, encoding=encoding)
    return keep(file, folder / "data", region)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_a_list_is_kept_and_told_what_is_in_it(tmp_path: Path, encoding: str) -> None:
    told = kept(tmp_path, LIST + "Дальний район;п. Чужой;Мира\n", encoding)
    assert told.startswith("Посёлков: 1, улиц: 1.")
    assert "Не из региона, пропущены: Дальний район." in told


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "пуст"), ("раз;два\n1;2\n", "столбцы"), ("Округ;Улица\nДальний район;Мира\n", "ни одной улицы")],
)
def test_a_list_that_is_of_no_use_leaves_the_old_one(tmp_path: Path, text: str, why: str) -> None:
    kept(tmp_path, LIST)
    with pytest.raises(PlacesError, match=why):
        kept(tmp_path, text)
    assert "Клыкова" in (tmp_path / "data" / "places.csv").read_text("utf-8")


async def test_the_bot_knows_the_streets_at_its_next_look_and_forgets_them_with_the_list(tmp_path: Path) -> None:
    database = Database.open(f"sqlite+aiosqlite:///{tmp_path / 'otklik.db'}")
    await database.migrate()
    await take_file(database, SystemClock(), REGION_FILE)
    async with database.reading() as uow:
        region = await uow.regions.load()
    assert region is not None
    listener = WordListener()
    teaching = Teaching(listener, tmp_path / "models", places=tmp_path / "data")
    teaching.attach(database, SystemClock(), lambda: pytest.fail(f"nothing to say: {Scope}"))

    def heard() -> str | None:
        return listener.hear(ASKED, region, municipality="priozerny", asked_outright=False).settlement

    await teaching.step()
    unknown = heard()
    kept(tmp_path, LIST, region=region)
    await teaching.step()
    known = heard()
    os.unlink(tmp_path / "data" / "places.csv")
    await teaching.step()
    await database.close()

    assert (unknown, known) == (None, "Чудное Поле")
    assert listener.atlas is None
