"""The region file as an administrator writes it: what is accepted, what is refused and at which line."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.regionfile import RegionFileError, changes, load
from domain.durations import Duration
from domain.organisation import Chat, ChatKind, Policy, Receipts, Region, Role

EXAMPLES = Path(__file__).parents[2] / "examples"

MINIMAL = """\
[region]
name = "Приозёрье"
timezone = "Europe/Moscow"

[[municipality]]
id = "priozerny"
name = "Приозёрный округ"

[[community]]
group_id = 1
municipality = "priozerny"

[[person]]
vk_id = 101
name = "Сергей Ильин"
post = "ЖКХ"
municipality = "priozerny"
"""

WHOLE = (EXAMPLES / "priozerny.toml").read_text(encoding="utf-8")

Read = Callable[[str], Region]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "region.toml"


@pytest.fixture
def read(file: Path) -> Read:
    def reading(text: str) -> Region:
        file.write_text(text, encoding="utf-8")
        return load(file).region

    return reading


def refusal(file: Path, text: str) -> str:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RegionFileError) as refused:
        load(file)
    return str(refused.value)


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


# What is accepted


def test_minimal_file_is_enough(read: Read) -> None:
    region = read(MINIMAL)
    assert region.name == "Приозёрье"
    assert region.policy == Policy()
    assert region.community_of("priozerny") == 1
    (person,) = region.people
    assert person.roles == {Role.OFFICIAL}
    assert (person.topics, person.settlements, person.substitute) == (frozenset(), frozenset(), None)


def test_minimal_file_works_nine_to_six_with_lunch_and_is_never_quiet(read: Read) -> None:
    calendar = read(MINIMAL).calendar
    assert calendar.week is not None
    assert [f"{begin:%H}-{end:%H}" for begin, end in calendar.week[0]] == ["09-13", "14-18"]
    assert calendar.week[5:] == ((), ())
    assert calendar.days_off
    assert calendar.quiet is None


def test_calendar_may_be_around_the_clock(read: Read) -> None:
    assert read(MINIMAL + '[calendar]\nkind = "always"\n').calendar.is_always


def test_clocks_and_reminders_become_the_policy(read: Read) -> None:
    policy = read(
        MINIMAL + '[clocks]\nfirst_answer = "6h"\nfinal = "5d"\n'
        '[reminders]\nat = [0.7]\nescalate = [{ after = "15m", to = "head" }]\nbundle = "0s"\nundo = "1m"\n'
    ).policy
    assert policy.first_answer == Duration.parse("6h")
    assert policy.final.in_days
    assert policy.urgent == Policy().urgent
    assert policy.remind_at == (0.7,)
    assert [(str(step.after), step.to) for step in policy.escalate] == [("15m", Role.HEAD)]
    assert (policy.bundle, policy.settle) == (timedelta(0), timedelta(seconds=60))
    assert policy.undo == timedelta(minutes=1)


def test_chat_says_what_it_is(read: Read) -> None:
    (chat,) = read(
        MINIMAL
        + '[[chat]]\ngroup_id = 1\npeer_id = 2000000005\nkind = "moderators"\n'
        + 'receipts = "text"\ntexts_per_day = 2\n'
    ).chats
    assert chat == Chat(1, 2000000005, "priozerny", ChatKind.MODERATORS, Receipts.TEXT, 2)


def test_staff_chat_of_the_region_is_a_chat_even_when_not_listed(read: Read) -> None:
    region = read(MINIMAL.replace("timezone", "staff_chat = 2000000009\ntimezone"))
    assert region.staff_chat == 2000000009
    chat = region.chat(1, 2000000009)
    assert chat is not None
    assert (chat.kind, chat.municipality) == (ChatKind.STAFF, "")


def test_settlements_of_a_person_are_spelled_as_in_the_municipality(read: Read) -> None:
    text = MINIMAL.replace('name = "Приозёрный округ"', 'name = "Приозёрный округ"\nsettlements = ["Озёрный"]')
    (person,) = read(text + 'settlements = ["озерный"]\n').people
    assert person.settlements == {"Озёрный"}


def test_file_saved_by_notepad_is_read(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    assert load(file).region.name == "Приозёрье"


# Each rule: what is well written, what is wrong instead, how the text begins on the line told, what is told

WRONG = [
    ('name = "Приозёрье"', 'nam = "Приозёрье"', 'nam = "', "Похоже на «name»"),
    ('name = "Приозёрье"', 'name = " "', 'name = " "', "непустой текст"),
    ("Europe/Moscow", "Europe/Moskow", "timezone", "Похоже на «Europe/Moscow»"),
    ("staff_chat = 2000000001", "staff_chat = 5", "staff_chat", "больше 2000000000"),
    ("https://www.gosuslugi.ru/help/feedback", "gosuslugi.ru", "official_link", "https://"),
    ("8-800-000-00-00", "спросите в ЦУР", "helpline", "номер телефона"),
    ('kind = "working"', 'kind = "work"', 'kind = "work"', "always"),
    ('"08:30-13:00", "14:00-17:30"', '"08:30-13:00", "12:00-17:30"', "hours =", "не накладываются"),
    ('"08:30-13:00", "14:00-17:30"', '"8 утра"', "hours =", "08:30-13:00"),
    ("mon-fri", "пн-пт", "hours =", "имя ключа пишется латинскими"),
    ("mon-fri", '"пн-пт"', "hours =", "mon-thu"),
    ("mon-fri", "mon-fri = [], fri", "hours =", "mon-thu"),
    ('holidays = "RU"', 'holidays = "BY"', "holidays", '"RU"'),
    ('quiet = "22:00-08:00"', 'quiet = "ночью"', "quiet", "22:00-08:00"),
    ('first_answer = "9h"', 'first_answer = "9 часов"', "first_answer", "«9 часов»"),
    ('urgent = "4h"', "urgent = 4", "urgent", 'например "9h"'),
    ('final = "7d"', 'final = "0d"', "final", "больше нуля"),
    ('bundle = "2h"', 'bundle = "два часа"', "bundle", "срок"),
    ("at = [0.5, 0.8, 1.0]", "at = [0.8, 0.5]", "at = [0.8", "по возрастанию"),
    ("at = [0.5, 0.8, 1.0]", "at = [0.5, 2]", "at = [0.5", "от 0 до 1"),
    ('{ after = "4h", to = "head" }', '{ after = "4h", to = "boss" }', '"boss"', "deputy, head, ccu"),
    ('{ after = "4h", to = "head" }', '{ to = "head" }', '{ to = "head" }', "обязательный ключ"),
    ("[reminders]", "[reminder]", "[reminder]", "Похоже на «reminders»"),
    ("[reminders]", "[[reminders]]", "[[reminders]]", "в одинарных скобках"),
    ('id = "lesnoy"', 'id = "Лесной"', 'id = "Лесной"', "латиницей"),
    ('id = "lesnoy"', 'id = "priozerny"', 'id = "priozerny"\nname = "Лесной округ"', "уже есть"),
    ('aliases = ["Лесной район"]', 'aliases = ["приозерный  округ"]', 'aliases = ["приоз', "уже есть"),
    ('"Лесное", "Боровое"', '"Лесное", "лесное"', '"Лесное", "лесное"', "уже записан"),
    ('"Лесное", "Боровое"', '"Лесное", 5', '"Лесное", 5', "непустой текст"),
    ("group_id = 242065128\n", "group_id = -242065128\n", "group_id = -2", "без минуса"),
    (
        "peer_id = 2000000003",
        "peer_id = 2000000002",
        'peer_id = 2000000002\nmunicipality = "priozerny"\nkind = "moderators"',
        "уже записана",
    ),
    ("peer_id = 2000000003", "peer_id = 3", "peer_id = 3", "peer_id"),
    ('kind = "residents"', 'kind = "people"', 'kind = "people"', "residents, moderators или staff"),
    ('receipts = "reaction"', 'receipts = "emoji"', 'receipts = "emoji"', "reaction, text или silent"),
    ('receipts = "reaction"', "texts_per_day = -1", "texts_per_day", "не меньше нуля"),
    ('kind = "staff" ', 'kind = "residents" ', "staff_chat = 2000000001", 'нужно kind = "staff"'),
    ("vk_id = 106", 'vk_id = "106"', 'vk_id = "106"', "без кавычек"),
    ("vk_id = 106", "vk_id = 105", 'vk_id = 105\nname = "Дарья Соколова"', "уже записан"),
    ('roles = ["head"]', 'roles = ["boss"]', 'roles = ["boss"]', "official, deputy, head"),
    ('roles = ["head"]', "roles = []", "roles = []", "список ролей"),
    ('post = "модератор"\n', "", "[[person]]\nvk_id = 106", "обязательный ключ"),
    ('topics = ["roads", "transport"]', 'topics = ["road"]', 'topics = ["road"]', "Похоже на «roads»"),
    ("substitute = 103", "substitute = 101", "substitute = 101", "сам себя"),
]


@pytest.mark.parametrize(("good", "wrong", "place", "told"), WRONG)
def test_fault_is_told_with_its_line(file: Path, good: str, wrong: str, place: str, told: str) -> None:
    assert good in WHOLE
    text = WHOLE.replace(good, wrong, 1)
    answer = refusal(file, text)
    assert str(file) in answer
    assert re.search(rf"^  строка {line_of(text, place)}[:,] .*{re.escape(told)}", answer, re.MULTILINE), answer


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('[region]\nname = "Приозёрье\n', 2, "кавычк"),
        ('[region]\nname = "а"\nname = "б"\n', 3, "уже записан"),
        ("[region]\nname = Приозёрье\n", 2, "в кавычках"),
        ('[region]\nname "Приозёрье"\n', 2, "нужен знак ="),
        ('[region\nname = "а"\n', 1, "скобкой ]"),
        ("[region]\na = [1, 2\nb = 3\n", 3, "не закрыт"),
        ('[region]\nname = """а\n', 2, "обрывается"),
    ],
)
def test_text_that_is_not_toml_is_told_in_russian(file: Path, text: str, line: int, told: str) -> None:
    answer = refusal(file, text)
    assert re.search(rf"^  строка {line}[:,] .*{re.escape(told)}", answer, re.MULTILINE), answer


def test_all_faults_are_told_at_once_from_top_to_bottom(file: Path) -> None:
    text = MINIMAL.replace("Europe/Moscow", "Moscow").replace("group_id = 1", "group_id = 0")
    text = text.replace('post = "ЖКХ"\nmunicipality = "priozerny"', 'post = "ЖКХ"\nmunicipality = "priozerni"')
    answer = refusal(file, text)
    assert "ошибок: 3" in answer
    assert [int(line) for line in re.findall(r"^  строка (\d+)", answer, re.MULTILINE)] == [3, 10, 17]


def test_faulty_municipality_does_not_make_its_people_strangers(file: Path) -> None:
    answer = refusal(file, MINIMAL.replace('name = "Приозёрный округ"', "name = 5"))
    assert "ошибок: 1" in answer


@pytest.mark.parametrize("table", ["community", "chat", "person"])
def test_unknown_municipality_is_told_wherever_it_stands(file: Path, table: str) -> None:
    before, header, after = WHOLE.rpartition(f"[[{table}]]")
    after = after.replace("\n", '\nmunicipality = "lesnoi"\n', 1)
    after = re.sub(r'\nmunicipality = "(priozerny|lesnoy)"', "", after, count=1)
    answer = refusal(file, before + header + after)
    line = before.count("\n") + 2
    assert f"строка {line}: [[{table}]]" in answer
    assert "муниципалитета «lesnoi» в файле нет. Похоже на «lesnoy»" in answer


def test_chat_of_somebody_elses_community_is_refused(file: Path) -> None:
    answer = refusal(file, MINIMAL + "[[chat]]\ngroup_id = 2\npeer_id = 2000000001\n")
    assert f"строка {MINIMAL.count(chr(10)) + 2}: [[chat]] № 1, ключ group_id" in answer


def test_unknown_settlement_is_refused(file: Path) -> None:
    answer = refusal(file, MINIMAL + 'settlements = ["Бор"]\n')
    assert f"строка {MINIMAL.count(chr(10)) + 1}:" in answer
    assert "«Бор»" in answer


def test_settlements_without_a_municipality_are_refused(file: Path) -> None:
    answer = refusal(
        file,
        MINIMAL + '[[person]]\nvk_id = 2\nname = "А"\npost = "Б"\nroles = ["ccu"]\nsettlements = ["Бор"]\n',
    )
    assert "ключа municipality нет" in answer


def test_official_without_a_municipality_is_refused(file: Path) -> None:
    text = MINIMAL.replace('post = "ЖКХ"\nmunicipality = "priozerny"\n', 'post = "ЖКХ"\n')
    assert f"строка {line_of(text, '[[person]]')}: [[person]] «Сергей Ильин»: нет ключа municipality" in refusal(
        file, text
    )


def test_staff_chat_needs_a_community(file: Path) -> None:
    text = re.sub(r"\[\[community\]\]\n.*\n.*\n", "", MINIMAL).replace("timezone", "staff_chat = 2000000001\ntimezone")
    assert "строка 3: [region], ключ staff_chat" in refusal(file, text)


def test_ring_of_substitutes_is_told_once(file: Path) -> None:
    text = WHOLE.replace('roles = ["deputy"]', 'roles = ["deputy"]\nsubstitute = 104')
    text = text.replace('roles = ["head"]', 'roles = ["head"]\nsubstitute = 103')
    answer = refusal(file, text)
    assert "ошибок: 1" in answer
    assert f"строка {line_of(text, 'substitute = 104')}:" in answer
    assert "Андрей Кузьмин → Николай Ветров → Андрей Кузьмин" in answer


def test_empty_file_says_what_it_needs(file: Path) -> None:
    answer = refusal(file, "")
    assert "[region]" in answer
    assert "[[municipality]]" in answer


def test_file_of_another_encoding_is_refused_in_words(file: Path) -> None:
    file.write_bytes(MINIMAL.encode("cp1251"))
    with pytest.raises(RegionFileError, match=r"строка 2: .*UTF-8"):
        load(file)


def test_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegionFileError, match=r"нет\.toml нет"):
        load(tmp_path / "нет.toml")


# Warnings: the file works, perhaps not as meant


def warned(file: Path, text: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    return load(file).warnings


def test_two_officials_for_the_same_are_pointed_at(file: Path) -> None:
    text = WHOLE.replace('topics = ["roads", "transport"]', 'topics = ["roads", "lighting"]')
    (told,) = warned(file, text)
    assert "Ольга Петрова" in told
    assert "за тему lighting уже отвечает Сергей Ильин" in told


def test_official_of_one_village_is_no_rival_of_the_whole_municipality(file: Path) -> None:
    village = '[[person]]\nvk_id = 108\nname = "А"\npost = "Б"\nmunicipality = "lesnoy"\nsettlements = ["Горки"]\n'
    assert warned(file, WHOLE + village) == []


def test_municipality_nobody_answers_for_is_pointed_at(file: Path) -> None:
    text = MINIMAL + '[[municipality]]\nid = "lesnoy"\nname = "Лесной округ"\n'
    (told,) = warned(file, text)
    assert f"строка {MINIMAL.count(chr(10)) + 1}: [[municipality]] «Лесной округ»: отвечать некому" in told


def test_substitute_who_may_not_answer_is_pointed_at(file: Path) -> None:
    (told,) = warned(file, WHOLE.replace("substitute = 103", "substitute = 106", 1))
    assert "Дарья Соколова" in told


def test_a_topic_and_a_substitute_that_may_come_yet_are_pointed_at(file: Path) -> None:
    """A topic of a longer list, a person appointed by command; «road» beside «roads» is a slip and refused."""
    person = 'municipality = "priozerny"\nroles = ["official"]\ntopics = ["housing", "lighting"]\nsubstitute = 103\n'
    roads = '[[topic]]\nid = "roads"\nname = "Дороги"\n'
    text = MINIMAL.removesuffix('municipality = "priozerny"\n') + person + roads
    told = warned(file, text)
    assert [re.sub(r".*: (.+):.*", r"\1", one) for one in told] == [
        "темы «housing» в файле нет",
        "темы «lighting» в файле нет",
        "человека с номером 103 в файле нет",
    ]
    assert [int(one.split()[1].rstrip(":,")) for one in told] == [19, 19, 20]


def test_official_without_a_substitute_is_nothing_to_warn_of(file: Path) -> None:
    assert warned(file, MINIMAL) == []


def test_file_without_communities_is_pointed_at(file: Path) -> None:
    (told,) = warned(file, re.sub(r"\[\[community\]\]\n.*\n.*\n", "", MINIMAL))
    assert "[[community]]" in told


# What a new file changes


def test_first_file_lists_everything_it_brings(read: Read) -> None:
    assert changes(None, read(MINIMAL)) == [
        "+ регион Приозёрье",
        "+ муниципалитет Приозёрный округ",
        "+ сообщество 1",
        "+ исполнитель Сергей Ильин, ЖКХ",
    ]


def test_same_file_changes_nothing(read: Read) -> None:
    assert changes(read(WHOLE), read(WHOLE)) == []


@pytest.mark.parametrize(
    ("good", "new", "told"),
    [
        ('first_answer = "9h"', 'first_answer = "6h"', "~ срок первого ответа 9h → 6h"),
        ('bundle = "2h"', 'bundle = "30m"', "~ одно напоминание человеку за 2h → 30m"),
        ("at = [0.5, 0.8, 1.0]", "at = [0.5, 1.0]", "~ напоминания, доли срока 0.5, 0.8, 1 → 0.5, 1"),
        ('quiet = "22:00-08:00"', "", "~ тихие часы 22:00–08:00 → нет"),
        ('name = "Приозёрье"', 'name = "Озёрье"', "~ название региона Приозёрье → Озёрье"),
        ("Europe/Moscow", "Europe/Samara", "~ часовой пояс Europe/Moscow → Europe/Samara"),
        ('"Бор"]', '"Борок"]', "~ муниципалитет Приозёрный округ: населённые пункты +Борок, −Бор"),
        (
            'receipts = "reaction"',
            'receipts = "text"',
            "~ чат жителей 2000000002, сообщество 242065128: квитанции реакция → текст",
        ),
        (
            'topics = ["roads", "transport"]\nsubstitute = 103',
            'topics = ["roads"]\nsubstitute = 104',
            "~ исполнитель Ольга Петрова, транспорт и дороги: темы −Общественный транспорт; "
            "на время отсутствия Андрей Кузьмин → Николай Ветров",
        ),
    ],
)
def test_change_is_told_in_a_line(read: Read, good: str, new: str, told: str) -> None:
    assert good in WHOLE
    assert changes(read(WHOLE), read(WHOLE.replace(good, new, 1))) == [told]


def test_what_came_and_went_is_told(read: Read) -> None:
    whole = read(WHOLE)
    fewer = replace(whole, people=whole.people[1:], chats=whole.chats[:2], topics=whole.topics[1:])
    assert changes(whole, fewer) == [
        "− тема Освещение",
        "− чат модераторов 2000000003, сообщество 242065128",
        "− исполнитель Сергей Ильин, ЖКХ",
    ]
    assert "+ исполнитель Сергей Ильин, ЖКХ" in changes(fewer, whole)


# The files that ship


@pytest.mark.parametrize("name", ["novgorod.toml", "priozerny.toml"])
def test_example_loads_without_a_warning(name: str) -> None:
    assert load(EXAMPLES / name).warnings == []


def test_novgorod_has_its_municipalities_topics_and_somebody_to_answer() -> None:
    region = load(EXAMPLES / "novgorod.toml").region
    assert len(region.municipalities) == 22
    assert len(region.topics) == 19
    for municipality in region.municipalities:
        assert municipality.settlements or municipality.id == "veliky_novgorod", municipality.name
        assert any(person.answers for person in region.people if person.municipality == municipality.id)


def test_novgorod_explains_every_key_in_russian() -> None:
    """The first time a key appears its line, or the one above, says in words what it is for."""
    seen: set[str] = set()
    above = table = ""
    for line in (EXAMPLES / "novgorod.toml").read_text(encoding="utf-8").splitlines():
        if header := re.match(r"\[+(\w+)", line):
            table = header[1]
        key = re.match(r"(\w+) =", line)
        if key and (table, key[1]) not in seen:
            seen.add((table, key[1]))
            assert re.search(r"#.*[а-я]", line) or re.match(r"#.*[а-я]", above), f"[{table}] {key[1]}"
        above = line
    assert len(seen) > 40


def test_sandbox_region_is_the_one_of_the_journeys() -> None:
    region = load(EXAMPLES / "priozerny.toml").region
    assert region.staff_chat == 2000000001
    assert [(chat.peer_id, chat.kind) for chat in region.chats] == [
        (2000000001, ChatKind.STAFF),
        (2000000002, ChatKind.RESIDENTS),
        (2000000003, ChatKind.MODERATORS),
    ]
    assert {person.vk_id: person.name for person in region.people if person.vk_id < 107} == {
        101: "Сергей Ильин",
        102: "Ольга Петрова",
        103: "Андрей Кузьмин",
        104: "Николай Ветров",
        105: "Анна Лебедева",
        106: "Дарья Соколова",
    }
