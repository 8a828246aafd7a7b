"""Key texts word for word as the journeys have them, and words of others passed on."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.texts.catalogue import Catalogue, someones, split
from bot.texts.examples import (
    ANSWER,
    DUE,
    ILYIN,
    KUZMIN,
    LEBEDEVA,
    MARINA,
    NOW,
    OLEG,
    PETROVA,
    STRANGER,
    VETROV,
    at,
    line,
)
from bot.texts.quotes import shortened, width
from domain import notices as n
from domain.notices import Quote, Someone, Verbatim
from domain.privacy import defuse
from tests.texts.samples import setting

CATALOGUE = Catalogue.load()
LAMP = Quote("а что с фонарём на победы 14? третий день темно")
ROAD = Quote("Когда почистят дорогу от остановки до магазина, Заручевье")
WEDNESDAY = at("25.11.2026 20:16")
HOSTILE = (
    "[id1|@all] срочно",
    "@all @online *all @here смотрите",
    "[club1|Администрация] объявляет",
    "https://evil.example/ vk.cc/abc",
    "\u202eабв\u202c" + "з\u0300\u0301\u0302\u0303\u0304\u0305\u0306а\u0307" * 400,
    "а" * 10_000,
    "👨‍👩‍👧‍👦" * 2_000,
    "\ue000\ue100\ue101 { $number } -no-line",
    "",
    "\x00\n\n\n\t ",
)


def said(notice: n.Notice, **how) -> str:
    return CATALOGUE.render(notice, setting(**how)).text


class TestJourneys:
    def test_recorded_in_a_chat(self):
        assert said(n.Recorded(214, LAMP, Someone(ILYIN), DUE, "chat")) == (
            "Записал ваш вопрос №214: «а что с фонарём на победы 14? третий день темно».\n"
            "Ответит Сергей Ильин, ЖКХ. Срок — четверг, 9:30.\n"
            "Как ответит — в чате под вашим вопросом будет 👌."
        )

    def test_recorded_in_private(self):
        assert said(n.RecordedHere(217, ROAD, Someone(PETROVA), DUE)) == (
            "Записал, №217: «Когда почистят дорогу от остановки до магазина, Заручевье».\n"
            "Ответит Ольга Петрова, дороги. Срок — четверг, 9:30."
        )

    def test_a_receipt_where_reactions_are_off(self):
        assert said(n.Receipt(214, DUE), public=True) == "Записал, №214. Ответ — до четверга, 9:30. Подробности в личке"

    def test_gas(self):
        text = said(n.UrgentAdvice(214, "gas", at("24.11.2026 02:14")), public=True)
        assert "Запах газа: выйдите на улицу, не включайте свет, звоните 104 или 112." in text
        assert "Дежурному сообщил в 02:14." in text
        assert "Дежурному" not in said(n.UrgentAdvice(214, "gas"), public=True)

    def test_an_answer_brought_in_private(self):
        ask = at("26.11.2026 14:30")
        answer = n.AnswerInPrivate(217, Someone(MARINA), ROAD, Verbatim(ANSWER), Someone(PETROVA), ask)
        assert said(answer, now=WEDNESDAY) == (
            "Марина, ответ на вопрос №217 «Когда почистят дорогу от остановки до магазина, Заручевье»:\n"
            f"«{ANSWER}»\n"
            "— Ольга Петрова, дороги\n"
            "Спрошу завтра в 14:30, сделали ли."
        )

    def test_not_solved(self):
        friday = at("27.11.2026 12:30")
        back = n.BroughtBack(214, Someone(ILYIN), friday)
        assert said(back, public=True) == "Вернул вопрос №214 Сергею Ильину. Новый срок — пятница, 12:30."
        assert said(n.BroughtBackPop(Someone(ILYIN))) == "Вернул Сергею Ильину. Можно прислать фото ответом"

    def test_overdue(self):
        late = n.OverdueToResident(
            217, Someone(MARINA), ROAD, DUE, Someone(PETROVA), Someone(VETROV), at("26.11.2026 15:00")
        )
        assert said(late, now=at("26.11.2026 09:31")) == (
            "Марина, на вопрос №217 «Когда почистят дорогу от остановки до магазина, Заручевье» ответа пока нет. "
            "Срок был сегодня в 9:30. Напомнил Ольге Петровой, знает и Николай Ветров. "
            "Напишу до 15:00 — с ответом или без."
        )

    def test_still_nothing(self):
        still = n.StillNothing(217, ROAD, Someone(LEBEDEVA), "https://www.gosuslugi.ru/help/feedback")
        assert "Теперь о нём знает и Анна Лебедева, ЦУР." in said(still)

    def test_a_clarification(self):
        ask = n.ClarifyAsk(218, Someone(MARINA), Verbatim("у какого дома хуже всего?"), Someone(VETROV))
        assert said(ask, public=True) == (
            "Марина, уточните, пожалуйста: у какого дома хуже всего?\n"
            "Ответьте на это сообщение. Вопрос №218\n"
            "— спрашивает Николай Ветров"
        )

    def test_a_ready_clarification(self):
        ask = n.ClarifyAsk(218, Someone(STRANGER), Verbatim(""), Someone(VETROV), "since")
        assert said(ask).startswith("Уточните, пожалуйста: с какого дня это началось?")

    def test_the_official_s_side(self):
        thursday = at("26.11.2026 17:30")
        assert said(n.AnswerSent(218, Someone(MARINA), "chat", (thursday,))) == (
            "Отправил под вопрос Марины. Вопрос №218\nЗаписал обещание: чт 26.11."
        )
        assert said(n.DateText(218, thursday)) == "Вопрос №218, дата — четверг. Что напишем жителю?"
        assert said(n.HandedOver(218, Someone(PETROVA), DUE)) == (
            "Передал вопрос №218 Ольге Петровой. Срок прежний — четверг, 9:30."
        )
        assert said(n.CameBack(214, Quote("темно"), DUE)) == "№214 вернулся: «темно». Новый срок — четверг, 9:30."

    def test_an_edited_question(self):
        edited = n.AuthorEdited(214, Someone(MARINA), Quote("победы 14"), Quote("победы 41"))
        assert said(edited) == "Марина исправила вопрос №214: было «победы 14», стало «победы 41»"
        assert said(n.AuthorWithdrew(214, Someone(OLEG))) == "Олег отозвал вопрос №214. Отвечать не нужно."
        assert said(n.AuthorWithdrew(214, Someone(STRANGER))) == "Вопрос №214 отозван. Отвечать не нужно."

    def test_absence(self):
        until = at("10.12.2026 17:30")
        assert said(n.AbsenceSet(until, Someone(KUZMIN), 2, 3)).startswith(
            "Вместо вас до 10 декабря отвечает Андрей Кузьмин. Открыто 2 вопроса, на счётчике 3 обещания."
        )
        more = said(n.AbsenceSet(until, Someone(KUZMIN), 2, 3, 1))
        assert more.endswith("верну вопросы вам. Ещё 1 обещание вы дали по вопросу коллеги — о нём напомню коллеге.")
        empty = said(n.AbsenceSet(until, Someone(KUZMIN), 0, 0))
        assert empty.endswith("верну вопросы вам.")
        assert "Кузьмин. Открытых вопросов нет, обещаний нет." in empty

    def test_erasing(self):
        assert said(n.Erased(3)) == "Готово. Осталась только цифра: 3 вопроса"

    def test_a_chosen_day_comes_before_the_words(self):
        ready = n.AnswerInPlace(Verbatim("зальём каток"), Someone(VETROV), at("27.11.2026 17:30"))
        assert said(ready, public=True) == ("Будет готово в пятницу:\nзальём каток\n— Николай Ветров, глава округа")


class TestLists:
    def test_a_queue(self):
        lines = (
            line(218, text="Когда сделают дорогу на Лесной", place="Лесной", votes=34, due=at("24.11.2026 21:00")),
            line(219, text="Каток у школы", place="Победы", votes=0, overdue=True, due=at("24.11.2026 09:30")),
            line(220, text="Почта", place="", votes=1, due=None),
        )
        assert said(n.Queue(lines, more=7)) == (
            "Ждут вас 10 вопросов, сегодня ответить на 2 ⚠\n"
            "№218 Когда сделают дорогу на Лесной — ⚠ сегодня до 21:00, 34 голоса\n"
            "№219 Каток у школы (Победы) — ⚠ просрочен на 10 ч\n"
            "№220 Почта — без срока, 1 голос\n"
            "ещё 7"
        )

    def test_what_waits(self):
        late = line(
            88, text="Вода в Боре", place="", votes=5, asked_at=at("23.11.2026 17:42"), overdue=True,
            due=at("24.11.2026 09:30"), municipality="Лесной округ",
        )  # fmt: skip
        everywhere = said(n.Waiting("waiting", (late,), 1)).split("\n")
        assert everywhere[1] == "№88 Вода в Боре — 26 ч назад, Лесной округ, Ильин, ⚠ просрочен на 10 ч, 5 голосов"
        there = said(n.Waiting("waiting", (late,), 1, about="Лесной округ")).split("\n")
        assert there[1] == "№88 Вода в Боре — 26 ч назад, Ильин, ⚠ просрочен на 10 ч, 5 голосов"

    @pytest.mark.parametrize("kind", ["Queue", "MorningQueue", "MyQuestions", "MaybeList", "Waiting"])
    def test_at_most_twenty_lines_each_by_its_number(self, kind):
        lines = tuple(line(number) for number in range(1, 31))
        facts = {"lines": lines, "more": 5} | ({"title": "waiting", "total": 35} if kind == "Waiting" else {})
        numbered = [one for one in said(getattr(n, kind)(**facts)).split("\n") if one.startswith("№")]
        assert [one.split()[0] for one in numbered] == [f"№{number}" for number in range(1, 21)]
        assert said(getattr(n, kind)(**facts)).endswith("\nещё 15")

    def test_empty_lists(self):
        assert said(n.Queue(())) == "Очередь пуста: никто не ждёт."
        assert said(n.Waiting("overdue", (), 0)) == "Просроченных нет."
        assert said(n.MyQuestions(())).startswith("Ваших вопросов пока нет.")

    def test_a_big_number_is_not_grouped(self):
        assert "№1234567" in said(n.Withdrawn(1234567))


class TestWordsOfOthers:
    def test_an_official_s_words_pass_unchanged(self):
        words = "Ирина, в четверг отсыплем.\n\n  — дома 3–11;\n— «скорая» проедет!  \n\nТел. 8 (816) 255-12-34"
        text = said(n.AnswerInPlace(Verbatim(words), Someone(VETROV)), public=True)
        assert text == f"{words}\n— Николай Ветров, глава округа"

    def test_a_long_answer_passes_whole(self):
        words = "Слово за словом. " * 400
        assert words in said(n.AnswerInPlace(Verbatim(words), Someone(VETROV)), public=True)

    @pytest.mark.parametrize("text", HOSTILE)
    def test_an_official_s_words_ping_nobody(self, text):
        said_ = said(n.AnswerInPlace(Verbatim(text), Someone(VETROV)), public=True)
        assert defuse(said_) == said_

    @pytest.mark.parametrize("text", HOSTILE)
    @pytest.mark.parametrize("public", [True, False])
    def test_a_quote_pings_nobody_and_stays_short(self, text, public):
        for notice in (
            n.Recorded(214, Quote(text), Someone(ILYIN), DUE, "chat"),
            n.Card(214, Quote(text), Someone(MARINA), "chat", NOW, DUE, notes=(text,), because=text, where=text),
            n.ConfirmAsk(214, Someone(MARINA), Quote(text)),
            n.Queue((line(214, text=text, place=text),) * 20),
        ):
            words = said(notice, public=public)
            assert defuse(words) == words
            assert width(words) <= 4096
            assert "№214" in words

    def test_a_phone_and_a_curse_are_hidden(self):
        words = said(n.RecordedHere(214, Quote("звоните 8 900 123-45-67, суки"), None, None))
        assert "900" not in words
        assert "суки" not in words

    def test_whose_names_are_needed(self):
        card = n.Card(1, LAMP, Someone(MARINA), "chat", NOW, DUE, note_by=Someone(ILYIN), earlier_by=None)
        assert someones(card) == {MARINA, ILYIN}
        assert someones(n.Queue((line(official=PETROVA), line(official=None)))) == {PETROVA}


class TestCutting:
    @given(st.text(max_size=300), st.integers(min_value=10, max_value=60))
    def test_pieces_fit_and_lose_nothing_but_spaces(self, text, limit):
        pieces = split(text, limit)
        assert all(piece and width(piece) <= limit for piece in pieces)
        assert "".join("".join(pieces).split()) == "".join(text.split())

    @given(st.text(max_size=200), st.integers(min_value=2, max_value=50))
    @example("@000", 3)
    def test_what_is_shortened_fits(self, text, limit):
        assert width(shortened(text, limit)) <= limit

    def test_borders(self):
        assert split("Первое. Второе. Третье.", 17) == ["Первое. Второе.", "Третье."]
        assert split("абзац один\n\nабзац два", 15) == ["абзац один", "абзац два"]
        assert split("слова по порядку", 9) == ["слова по", "порядку"]

    def test_an_emoji_is_not_torn(self):
        family = "👨‍👩‍👧‍👦"
        for piece in split(family * 20, 50):
            assert piece.replace(family, "") == ""
        assert split("🇷🇺🇷🇺🇷🇺", 5) == ["🇷🇺", "🇷🇺", "🇷🇺"]


class TestCodes:
    def test_why_it_came_here(self):
        def why(because: str) -> str:
            card = n.Card(1, LAMP, Someone(MARINA), "chat", NOW, DUE, because=because)
            return said(card).split("Почему вам: ")[-1].split("\n")[0]

        assert why("topic: фонарь, победы") == "ваша тема (фонарь, победы)"
        assert why("substitute: topic: фонарь") == "вы замещаете коллегу (фонарь)"
        assert why("any") == "вы отвечаете за округ"
        assert why("фонарь") == "фонарь"

    def test_a_history_names_people_and_nobody_s_id(self):
        entries = (
            n.HistoryLine(NOW, Someone(MARINA), "asked", "chat"),
            n.HistoryLine(NOW, None, "assigned", f"{ILYIN} topic"),
            n.HistoryLine(NOW, Someone(ILYIN), "handed_over", str(PETROVA)),
            n.HistoryLine(NOW, None, "joined", str(STRANGER)),
        )
        assert said(n.HistoryOf(214, entries)) == (
            "Вопрос №214, что было:\n"
            "сегодня 19:42 — задан вопрос, Марина К.: чат\n"
            "сегодня 19:42 — назначен: Сергей Ильин\n"
            "сегодня 19:42 — передан, Ильин: Ольга Петрова\n"
            "сегодня 19:42 — голос соседа"
        )
