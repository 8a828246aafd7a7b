"""The picture of a broadcast: everything stands within its margins, and nothing is an empty box."""

import io

from PIL import Image, ImageChops

from bot.picture import MARGIN, PAPER, WIDTH, draw, drawable

LONG = "Когда же наконец отремонтируют дорогу на Лесной и Победы до самой остановки " * 6
ROWS = [("08:54", "Лесная 🚧", "отсыпят до 10 декабря, ремонт в мае. Обещали к 10.12")] * 9 + [
    ("1:21:10", LONG, LONG + "ы" * 200)
]
FEET = ["Не прозвучали вопросы: 58. Ответим каждому до 11 декабря.", LONG]


def opened(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body))


def test_ten_answers_stand_within_the_margins() -> None:
    image = opened(draw("Что сказал Николай Ветров 3 декабря " * 3, ROWS, FEET))
    assert image.format == "PNG"
    left, _, right, bottom = ImageChops.difference(
        image.convert("RGB").crop((0, 20, *image.size)), Image.new("RGB", (image.width, image.height - 20), PAPER)
    ).getbbox() or (0, 0, 0, 0)
    assert image.width == WIDTH
    assert left >= MARGIN - 8
    assert right <= WIDTH - MARGIN + 8
    assert bottom + 20 <= image.height - MARGIN // 2


def test_an_emoji_is_left_out_rather_than_drawn_as_a_box() -> None:
    assert drawable("Каток ⛸️ у школы №2 👩‍👧 — «зальют»…") == "Каток  у школы №2  — «зальют»…"
    assert draw("Каток 🚧", [], []) == draw("Каток", [], [])


def test_what_differs_is_drawn_differently() -> None:
    assert draw("Лесная", ROWS[:1], []) != draw("Лесная", ROWS[:1], FEET[:1])
