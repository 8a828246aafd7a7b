"""A made-up history of a town: questions with what moderators decided, enough for a model to learn from."""

import random
from dataclasses import replace

from domain.organisation import Theme, Topic
from routing.learning import Example

TOPICS = (
    Topic("roads", "Дороги"),
    Topic("lighting", "Освещение"),
    Topic("water", "ЖКХ"),
    Topic("transport", "Общественный транспорт"),
    Topic("beavers", "Бобры и дамбы"),
)
_WHAT = {
    "roads": "яма на дороге|не чистят дорогу от снега|разбитый асфальт|нет тротуара|гололёд на переходе",
    "lighting": "не горит фонарь|темно вечером|лампа мигает|уличное освещение отключили|светильник разбит",
    "water": "нет горячей воды|батареи холодные|течёт крыша|затопило подвал|подъезд не убирают",
    "transport": "автобус не пришёл|маршрутка переполнена|расписание не соблюдают|отменили рейс|водитель хамит",
    "beavers": "бобры запрудили ручей|плотина у мельницы выросла|хатка под мостом|грызут осины|запруда топит луг",
}
_WHERE = ["на Победы", "у школы", "во дворе Труда", "в Зарубино", "возле магазина", "на Лесной", "за баней", "у клуба"]
_ASK = [
    "когда сделают?",
    "примите меры",
    "третий день",
    "сколько можно",
    "помогите",
    "прошу разобраться",
    "опять",
    "почему так?",
]
_WHO = {
    "roads": "Дорожный отдел",
    "lighting": "Горсвет",
    "water": "Управдом",
    "transport": "Транспорт",
    "beavers": "Лесник",
}


THEMES = tuple(Theme(what, topic) for topic, whats in _WHAT.items() for what in whats.split("|"))
"""What is asked, as the town's own system would call it."""


def themed(examples: list[Example]) -> list[Example]:
    """The same with the finer matter of each."""
    of = [(one, next(theme.name for theme in THEMES if one.text.startswith(theme.name))) for one in examples]
    return [replace(one, labels={**one.labels, "theme": theme}) for one, theme in of]


def history(count: int = 200, *, seed: int = 1, since: float = 0.0, wrong: float = 0.0) -> list[Example]:
    """Questions one after another; a share of them is decided wrongly."""
    chance = random.Random(seed)  # noqa: S311
    topics = sorted(_WHAT)
    examples = []
    for number in range(count):
        topic = chance.choice(topics)
        house = chance.randrange(1, 90)
        text = f"{chance.choice(_WHAT[topic].split('|'))} {chance.choice(_WHERE)} {house}, {chance.choice(_ASK)}"
        said = chance.choice(topics) if chance.random() < wrong else topic
        examples.append(Example(text, since + number, {"topic": said, "executor": _WHO[said]}))
    return examples
