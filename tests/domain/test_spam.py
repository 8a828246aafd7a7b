"""Newcomers' links and advertisements, and everything that must never be taken for one (product.md 50, 51)."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from domain.organisation import Manner
from domain.spam import (
    PLAIN,
    Known,
    Link,
    Ruling,
    Sign,
    fingerprint,
    is_newcomer,
    known_of,
    links,
    ruling,
    sign_of,
)

OURS = known_of([242065128], ["https://priozerny.lenobl.ru/vopros"])

ADVERTS = (
    "Удалённая работа без опыта, 5000 в день! Пишите сюда: https://vk.com/club777",
    "Займ без отказа за 5 минут, переходи по ссылке dengi-zaim.online",
    "Лучшее казино, бонус за регистрацию, жми http://1xbet-super.top/go",
    "Продам дрова колотые, 8 921 333-44-55, звоните",
    "Натяжные потолки, скидка 30 %, звоните 89213334455",
    "Сдам квартиру посуточно, +7 921 333 44 55",
    "Списываем долги законно. Оставьте заявку на bankrot-pro.site",
    "Гадаю на картах, снятие порчи. Пишите мне в телеграм @taro_anna",
    "Заработок на крипте, подробности в лс @crypto тг: @easy_money",
    "Требуются курьеры, ежедневные выплаты, телеграм @rabota_spb",
    "Эскорт, телеграм @nochnoy_dosug",
)
INVITES = (
    "Все сюда https://t.me/+AbCdEf12345",
    "вступайте t.me/joinchat/AAAA",
    "t . me/+AbCdEf12345 тут весело",
    "т.me/+AbCdEf12345",
    "Подписывайтесь на наш канал https://t.me/supernews",
    "https://chat.whatsapp.com/Hq12 заходите",
    "Группа во вайбере invite.viber.com/?g2=AQ",
    "https://discord.gg/abcd",
    "https://vk.me/join/AJQ1d",
    "tg://join?invite=AbCd",
)
LINKS = (
    "Смотрите https://example.com/a",
    "смотрите ссылку: прикол-сайт.рф/новое",
    "bit.ly/3xYz",
    "vk.com/club777",
    "[club777|Барахолка]",
    "@club777 заходите",
    "сайт ex​ample.com",
    "https://t.me/rian_ru/12345",
)


@pytest.mark.parametrize("text", ADVERTS)
def test_an_advertisement_offers_something_and_tells_how_to_reach_the_seller(text: str) -> None:
    assert sign_of(text, known=OURS) is Sign.ADVERT


@pytest.mark.parametrize("text", INVITES)
def test_an_invitation_leads_into_another_messenger(text: str) -> None:
    assert sign_of(text, known=OURS) is Sign.INVITE


@pytest.mark.parametrize("text", LINKS)
def test_any_other_link_is_only_a_link(text: str) -> None:
    assert sign_of(text, known=OURS) is Sign.LINK


def test_a_phone_beside_a_link_offers_nothing_yet() -> None:
    for text in (
        "https://wa.me/79213334455",
        "Вот сайт example.com и номер 8 921 333-44-55",
        "я в телеграм @anna_petrova",
    ):
        assert sign_of(text, known=OURS) is Sign.CONTACTS
    assert sign_of("Горячая линия 8-800-100-20-30, сайт https://rosseti.ru", known=OURS) is Sign.LINK


def test_what_is_attached_leads_elsewhere_as_well() -> None:
    assert sign_of("", ("link:https://example.com/a",), OURS) is Sign.LINK
    assert sign_of("Продаю, недорого, пишите в лс", ("market-777_12",), OURS) is Sign.ADVERT
    assert sign_of("смотрите", ("wall-777_12_key",), OURS) is Sign.LINK
    assert sign_of("смотрите", ("wall-242065128_12", "photo201_3_key", "video201_3", "geo:59.1,30.2"), OURS) is None


HARMLESS = (
    # no link at all
    "", "Когда починят дорогу на Лесной?", "Позор, сколько можно врать!", "д.14 кв.3", "ул.Победы, д.5",
    "т.е. не работает.А вы?",
    "в 14.30 приехали, уехали в 15.00", "Вода т.к. кран сломан и т.д.", "См. п.3.2 договора", "Победы 14/2",
    "почта priozerny@mail.ru не отвечает", "Мой адрес ivanova.anna@yandex.ru",
    "Скидки на оплату отопления будут? Недорого же обещали", "Продали нашу больницу под ключ",
    "казино какое-то, а не управляющая компания", "Администрация, пишите в лс ответ", "№214.Спасибо", "vk",
    "Ждём автобус с 7.15.Не едет", "Работает ли горячая линия 8 800 100-20-30?",
    # a phone without a link and without an offer
    "Диспетчер 8 81379 2-22-33, звоните в аварийку", "Мой телефон 8 921 333-44-55, перезвоните по фонарю",
    # links of authorities, of the region, of a map
    "https://www.gosuslugi.ru/help/feedback", "пишите на pos.gosuslugi.ru/lkp", "https://epp.genproc.gov.ru",
    "закон на publication.pravo.gov.ru/document/1", "https://vk.com/gosuslugi", "vk.com/wall-242065128_45",
    "https://vk.com/club242065128", "https://m.vk.com/public242065128", "Вот яма: https://yandex.ru/maps/-/CDabc",
    "https://2gis.ru/spb/geo/123", "https://priozerny.lenobl.ru/news/1", "фото vk.com/photo201_456", "@id101 ответьте",
    "голосуем https://47.gorodsreda.ru/objects", "объясняем.рф/stopfake",
)  # fmt: skip


@pytest.mark.parametrize("text", HARMLESS)
def test_traps_are_nothing(text: str) -> None:
    assert sign_of(text, known=OURS) is None


OPINIONS = (
    "Позор администрации, сколько можно врать!",
    "Глава вор, пора в отставку.",
    "За кого вы голосовали? За этих больше никогда.",
    "Губернатор обещал и опять обманул. Пишите губернатору!",
    "Всё продаём китайцам, скоро и лес под ключ отдадут.",
    "Не план, а гадание на кофейной гуще.",
    "Требуем отставки! Звоните в прокуратуру, пишите президенту.",
    "Это не больница, а казино: повезёт — вылечат.",
    "Деньги на дорогу украли, кредит без отказа взяли на парк.",
    "Долой! Хватит кормить чиновников, зарплата от 300 тысяч в месяц.",
    "Ненавижу эту управляющую компанию, твари.",
    "Выходим на митинг в субботу в 12.00 на площади.",
    "Почему молчите про войну и мобилизацию?",
    "Обнаглели, тариф подняли на 30 %, скидок нет.",
)
PRESS = (
    "https://ria.ru/20261124/doroga.html", "https://www.kommersant.ru/doc/1", "https://47news.ru/articles/1/",
    "https://meduza.io/feature/2026/1", "https://t.me/bankrollo/1234", "https://t.me/s/vdud/5", "novayagazeta.eu/a",
    "https://www.change.org/p/bolnica", "https://dzen.ru/a/XyZ", "https://vk.com/wall-777_12", "https://youtu.be/abc",
)  # fmt: skip


@pytest.mark.parametrize("text", [*OPINIONS, *(f"{what} {where}" for what, where in product(OPINIONS, PRESS))])
def test_criticism_and_links_to_the_press_are_never_removed(text: str) -> None:
    """In the strictest chat, of the newest newcomer."""
    sign = sign_of(text, known=OURS)
    assert sign not in PLAIN
    assert ruling(sign, Manner.REMOVE, matter=False, removable=True) is not Ruling.REMOVE


@pytest.mark.parametrize("opinion", OPINIONS)
def test_an_opinion_beside_anything_makes_no_ruling_stricter(opinion: str) -> None:
    for text in (*ADVERTS, *INVITES, *LINKS, *HARMLESS):
        alone = ruling(sign_of(text, known=OURS), Manner.REMOVE, matter=False, removable=True)
        beside = ruling(sign_of(f"{text}\n{opinion}", known=OURS), Manner.REMOVE, matter=False, removable=True)
        assert (text, STRICTNESS[beside] <= STRICTNESS[alone]) == (text, True)


STRICTNESS = {Ruling.PASS: 0, Ruling.HOLD: 1, Ruling.REMOVE: 2}


@pytest.mark.parametrize(
    "text",
    [
        "Осторожно, мошенники! Предлагают лёгкий заработок, пишут: «жми http://1xbet-super.top»",
        "Не переходите по ссылке t.me/+AbCdEf12345, воруют аккаунты",
        "Звонят с 8 921 333-44-55, продам дрова говорят, это развод, vk.com/club777",
    ],
)
def test_who_warns_of_swindlers_is_only_looked_at(text: str) -> None:
    sign = sign_of(text, known=OURS)
    assert sign not in PLAIN
    assert ruling(sign, Manner.REMOVE, matter=False, removable=True) is Ruling.HOLD


@pytest.mark.parametrize("manner", Manner)
@pytest.mark.parametrize("sign", [None, *Sign])
def test_with_a_matter_in_it_nobody_but_a_person_removes(sign: Sign | None, manner: Manner) -> None:
    assert ruling(sign, manner, matter=True, removable=True) is not Ruling.REMOVE
    assert ruling(sign, manner, matter=False, removable=False) is not Ruling.REMOVE


def test_by_itself_only_what_is_plain_and_only_where_it_is_switched_on() -> None:
    removed = {
        (sign, manner)
        for sign, manner in product(Sign, Manner)
        if ruling(sign, manner, matter=False, removable=True) is Ruling.REMOVE
    }
    assert removed == {(sign, Manner.REMOVE) for sign in (Sign.ADVERT, Sign.INVITE, Sign.COPY)}
    assert all(ruling(sign, Manner.OFF, matter=False, removable=True) is Ruling.PASS for sign in Sign)
    assert all(ruling(sign, Manner.SHOW, matter=False, removable=True) is Ruling.HOLD for sign in Sign)


def test_links_are_read_through_their_disguises() -> None:
    assert links("HTTPS://WWW.Example.COM/Путь, и ещё example.com/b?utm=1!") == (
        Link("example.com", "/путь"),
        Link("example.com", "/b"),
    )
    assert links("example[.]com и example (точка) ru")[0] == Link("example.com", "")
    assert Link("example.ru", "") in links("example (точка) ru")
    assert links("еxаmplе.com") == (Link("example.com", ""),)


COPIES = (
    "Заходите, тут дают деньги https://zaim.online/a?ref=1",
    "ЗАХОДИТЕ!!! тут дают деньги >>> https://zaim.online/a?ref=2",
    "https://zaim.online/a Деньги дают тут, заходите 777",
)


def test_copies_have_one_fingerprint() -> None:
    assert len({fingerprint(text) for text in COPIES}) == 1
    assert fingerprint(COPIES[0]) != fingerprint(COPIES[0].replace("zaim", "drugoy"))
    assert fingerprint("Когда дадут воду?") == ""
    assert fingerprint("zaim.online") != ""
    assert fingerprint("", ("link:https://zaim.online/a",)) != ""


NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("wrote", "came", "heard_since", "new"),
    [
        (None, ago(1), ago(0), True),  # came yesterday
        (ago(2), ago(3), ago(400), True),  # came and said hello
        (ago(200), ago(1), ago(400), False),  # left and came back
        (None, None, ago(400), True),  # never wrote before
        (ago(3), None, ago(400), True),
        (ago(7), None, ago(400), False),
        (None, None, ago(3), False),  # the bot itself came three days ago: it knows nobody
        (None, None, None, False),
        (None, ago(8), ago(400), True),  # came, and was silent until now
        (None, ago(8), ago(3), False),
    ],
)
def test_who_is_a_newcomer(
    wrote: datetime | None, came: datetime | None, heard_since: datetime | None, new: bool
) -> None:
    assert is_newcomer(now=NOW, days=7, wrote=wrote, came=came, heard_since=heard_since) is new


def test_a_region_without_communities_knows_only_authorities() -> None:
    assert sign_of("vk.com/club242065128", known=Known()) is Sign.LINK
    assert sign_of("gosuslugi.ru", known=Known()) is None
