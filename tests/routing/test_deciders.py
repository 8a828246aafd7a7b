"""Abuse, rumours and two questions in one message: each decider with its traps."""

import pytest

from domain.organisation import Topic
from routing import abuse, rumour, several
from routing.lexicon import Topics, shipped_names
from routing.text import read
from tests.routing.lines import QUESTIONS

SHIPPED = Topics(Topic(id=name, name=name) for name in shipped_names())

ABUSE = """
когда уже дорогу сделаете, уроды
Вы там совсем охуели? третий день без воды
бл*ть сколько можно, опять свет вырубили
чтоб вы сдохли со своей управляйкой
тупые чиновники, яма на яме
с у к а, опять автобус не пришёл
закройте рот и почините трубу
администрация, вы конченые люди
дебилы, кто так чистит снег
ХУЙНЯ а не ремонт
Пошли на х*й со своими отписками
мрази, закрыли единственный фап
"""

# Anger, names, animals and plain words that only look rude.
NO_ABUSE = """
Это позор, сколько можно терпеть
вы врёте людям в глаза
Стая собак и сука со щенками у школы
Прошу отловить кобеля и суку на Мира 5
ул. Херсонская, 5: нет света
застрахуйте наконец этот мост
хлебозавод загрязняет воздух
оскорблять никого не хочу, но снег не убран
требуем навести порядок, терпение лопнуло
Себестоимость проезда завышена
потребляемая мощность выросла
нужен ли педагог в детском саду
Жители в недоумении: почему закрыли фап
уродливый забор вместо сквера
колебания напряжения в сети
"""


@pytest.mark.parametrize("text", ABUSE.strip().splitlines())
def test_abuse_is_flagged_in_any_spelling(text: str) -> None:
    assert abuse.find(read(text)) is not None


@pytest.mark.parametrize("text", NO_ABUSE.strip().splitlines())
def test_anger_is_no_abuse(text: str) -> None:
    assert abuse.find(read(text)) is None


def test_abuse_keeps_its_matter_and_tells_whom_it_is_thrown_at() -> None:
    rude = abuse.find(read("когда вы, уроды, дорогу на Лесной сделаете"))
    assert rude is not None
    assert rude.words == ("уроды",)
    assert rude.aimed
    assert not rude.only
    empty = abuse.find(read("уроды вы все"))
    assert empty is not None
    assert empty.only


def test_plain_questions_are_not_abuse() -> None:
    flagged = [text for text in QUESTIONS if abuse.find(read(text))]
    assert flagged == [text for text in flagged if "уроды" in text]


RUMOURS = """
Говорят, что школу в Заречье закроют с сентября
говорят что фап закроют, это правда?
Ходят слухи, что автобус до Зарубино отменят
прошёл слух, что больницу объединят с районной
Слышали, что сквер продадут под застройку?
в группе пишут, что воду отравили, не пейте
Соседка сказала, что детский сад снесут
по слухам, поднимут плату за мусор
Правда ли, что роддом закрывают?
Якобы собираются закрыть почту, уберут и банкомат
все говорят, что мост перекроют на год
В чатах пишут, что пропадают дети
Вроде хотят закрыть бассейн
Поговаривают, что завод закроется и всех уволят
слышала, что роддом закрыть хотят
мост решили продать, говорят у нас в посёлке
кума говорит баню снесут
по деревне слух прошёл, что рейс 6.40 урежут
сорока на хвосте принесла, почту собираются ликвидировать
в вайбере пишут что воду пить нельзя
скиньте всем родителям, у школы чужой мужик увёл девочку
соседка у колодца рассказала что свет отключат на неделю
правда ли про повышение тарифа в два раза?
"""

NO_RUMOURS = """
Мне в регистратуре сказали, что приёма не будет
Глава сказал, что школу закроют на ремонт
В администрации ответили, что остановку уберут
по телефону говорят, что мастера не будет
говорят, обращайтесь в УК
Когда закроют свалку?
Сколько раз вам говорить: уберите снег
Школу закрыли на карантин, где официальный приказ?
Водитель говорит, что рейс отменят
Слышали, как ночью орут у магазина?
Говорят, мастер уже едет, а воды так и нет
слышали ли вы о правилах уборки
правда на стороне жителей
На сайте написано, что отключат воду с 5 по 19 июня
Диспетчер говорит ждите, света не будет до вечера
сосед говорит что собак кормит
сосед сказал, что уходит на пенсию
люди говорят что дорогу почистили
говорят у нас лучший клуб в районе
слышали новость? каток открыли
Мне в школе сказали что продлёнку закроют
девочки, маникюр закрыла кто-нибудь?
"""


@pytest.mark.parametrize("text", RUMOURS.strip().splitlines())
def test_news_of_no_source_is_a_rumour(text: str) -> None:
    assert rumour.find(text) is not None


@pytest.mark.parametrize("text", NO_RUMOURS.strip().splitlines())
def test_news_with_a_source_and_plain_questions_are_none(text: str) -> None:
    assert rumour.find(text) is None


@pytest.mark.parametrize(
    ("told", "known"),
    [
        ("слышала, что роддом закрыть хотят", "роддом закрывают"),
        ("школу в Заречье оптимизируют, бабы говорят", "Говорят, школу в Заречье закроют"),
        ("кума говорит баню снесут", "Ходит слух, что баню под снос"),
    ],
)
def test_a_rumour_in_other_words_is_the_one_that_is_known(told: str, known: str) -> None:
    assert rumour.is_same(told, known)


def test_the_same_done_to_another_thing_is_another_rumour() -> None:
    assert not rumour.is_same("слышала, что роддом закрыть хотят", "бассейн закрывают")
    assert not rumour.is_same("говорят, школу 2 закроют", "говорят, школу 5 закроют")


def test_a_rumour_is_told_on_or_asked_about() -> None:
    told = rumour.find("Нет воды. Говорят, что водокачку закроют! Кошмар")
    asked = rumour.find("говорят что водокачку закроют, это правда?")
    assert told is not None
    assert (told.sentence, told.asked) == ("Говорят, что водокачку закроют!", False)
    assert asked is not None
    assert asked.asked


def test_plain_questions_are_no_rumours() -> None:
    assert [text for text in QUESTIONS if rumour.find(text)] == []


SEVERAL = """
Когда починят фонарь на Мира 5? | И почему автобус 101 не ходит по воскресеньям?
не горит фонарь на Победы 14 | и когда вывезут мусор с Труда 8?
Почему в поликлинике нет педиатра? | Также прошу убрать свалку за гаражами
Третий день нет воды, Труда 8. | Ещё вопрос: когда откроют каток?
Яма на Гагарина, почините. | Второй вопрос: почему дорога на Лесной не освещается?
Когда включат отопление в школе на Мира? | Кроме того, не вывозят мусор от дома 5
Собаки бегают стаями, отловите! | И ещё не горит фонарь у школы
Подскажите, когда отремонтируют дорогу в Бор? | Во-вторых, нет связи, интернет не ловит
Где расписание автобуса 101? | Заодно уберите сухое дерево у дома 4, грозит упасть
Прошу почистить дорогу от снега. | Помимо этого, в подъезде течёт крыша
Нет горячей воды вторую неделю! | Отдельно: когда будут выплаты на детей, пособия задерживают?
"""

# One matter in many words, its consequences, anger at its end, a list of the same.
ONE = """
Когда починят фонарь на Мира 5? Дети идут из школы в темноте, страшно!
Яма на дороге у поликлиники, скорая не проедет. Когда сделают?
Не чистят дорогу. Автобус не доезжает до Зарубино, сколько можно?
Нет воды. Почему администрация не отвечает? Снова отписки!
Почему не вывозят мусор? Крысы бегают. Куда смотрит глава?
Здравствуйте! Прошу убрать снег. Ул. Лесная, 5. Спасибо
Здравствуйте. Когда? Сколько можно ждать? Почему никто не отвечает?
Холодно в квартире, батареи ледяные. Приходится включать обогреватель, плачу за свет. Когда согреете?
Контейнеры переполнены. Также мусор разносит ветер
Не горит фонарь на Победы 14, и ещё не горит на Победы 16
Кто отвечает за остановку, и когда на ней уберут снег?
Автобус 101 не пришёл. И вчера не пришёл. Второй раз за неделю!
Дорога на г. Курск разбита. Когда отремонтируют?
Второй подъезд без света, когда починят?
"""


@pytest.mark.parametrize("text", SEVERAL.strip().splitlines())
def test_two_questions_are_cut_where_the_second_begins(text: str) -> None:
    first, second = (part.strip() for part in text.split("|"))
    found = several.parts(f"{first} {second}", SHIPPED)
    assert len(found) == 2
    assert found[0] == first
    assert second == found[1]


@pytest.mark.parametrize("text", ONE.strip().splitlines())
def test_one_matter_stays_whole(text: str) -> None:
    assert several.parts(text, SHIPPED) == (text.strip(),)


def test_single_questions_of_the_town_stay_whole() -> None:
    assert [text for text in QUESTIONS if len(several.parts(text, SHIPPED)) > 1] == []


def test_nothing_of_a_message_is_lost_by_a_cut() -> None:
    text = "  Нет воды, Труда 8.\n\nВторой вопрос: когда откроют каток?  "
    found = several.parts(text, SHIPPED)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert several.parts("", SHIPPED) == ("",)
