"""Presses of buttons: the payload says what, VK says who, rights are checked now."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time

from domain.errors import RuleViolation
from domain.notices import (
    AskFix,
    AskPhoto,
    AskWhatIsLeft,
    Dismissed,
    DonePop,
    EraseKept,
    Joined,
    Notice,
    Parted,
    PromisesDropped,
    Someone,
    StaleButton,
    Taken,
)
from domain.organisation import Gate
from domain.question import Question
from domain.use_cases import discretion, offering, quality
from domain.use_cases.conversation import FIX, LEFT, PHOTO, expect
from domain.use_cases.promising import keep_promise
from handlers import aftermath, broadcasts, district, officials, payloads, private, rating, residents, rumours, staff
from handlers.talk import Talk
from handlers.words import Spoken

READY_QUESTIONS = frozenset({"where", "since", "photo"})


async def press(talk: Talk, payload: payloads.Payload) -> Notice:
    """Does what the button says; what pops up for the one who pressed."""
    if isinstance(payload, payloads.About):
        run = ABOUT.get(type(payload))
        return (await run(talk, payload) or DonePop()) if run else StaleButton()
    spoken = PLAIN.get(type(payload))
    if spoken is not None:
        await spoken(talk, Spoken("", None, ""))
        return DonePop()
    return await _other(talk, payload)


async def _other(talk: Talk, payload: payloads.Payload) -> Notice:
    match payload:
        case payloads.Air():
            return await broadcasts.press(talk, payload)
        case payloads.EraseYes():
            await talk.reply(await talk.desk.following.erase(talk.scope))
        case payloads.EraseNo():
            await talk.reply(EraseKept())
        case payloads.ShowExample():
            await talk.desk.lessons.begin(talk.scope, talk.message.place, key=talk.key)
        case payloads.NextLesson():
            shown = await talk.desk.lessons.go_on(talk.scope, talk.message.place, payload.i, key=talk.key)
            return DonePop() if shown else StaleButton()
        case payloads.ByTurn():
            burning = await talk.desk.control.next_in_queue(talk.scope)
            if burning is None:
                await officials.queue(talk, Spoken("", None, ""))
            else:
                await _card(talk, burning)
        case payloads.SubstituteIs():
            until = _end_of(talk, payload.d)
            await talk.reply(await talk.desk.control.leave(talk.scope, until, payload.p))
        case payloads.GateIs():
            gate = Gate(payload.o, payload.x, payload.y, payload.z)
            await talk.reply(await talk.desk.gating.move(talk.scope, gate))
        case payloads.Understood():
            pass
        case payloads.RemoveMine():
            return await discretion.remove(talk.scope, talk.message.place) or StaleButton()
        case payloads.VoiceRight():
            said = await talk.desk.voices.agreed(talk.scope, talk.message.place)
            if said is None:
                return StaleButton()
            await private.heard(Talk(talk.desk, talk.scope, said))
        case payloads.VoiceWrong():
            asked = await talk.desk.voices.misheard(talk.scope, talk.message.place, key=talk.key)
            return DonePop() if asked else StaleButton()
        case payloads.RumourIs() | payloads.RumourSay() | payloads.RumourOpen():
            return await rumours.press(talk, payload) or DonePop()
        case payloads.AirAfter():
            return await aftermath.press(talk, payload)
        case payloads.OfDistrict():
            await district.press(talk, payload)
        case payloads.Why() | payloads.Contest():
            await rating.press(talk, payload)
        case payloads.Mute() | payloads.Unmute():
            back, group = isinstance(payload, payloads.Unmute), talk.message.place.community
            order = talk.desk.orderly
            told = await order.mute(talk.scope, group, payload.m, payload.p, back=back, key=talk.key)
            if not order.mutes:
                await talk.reply(told)
        case payloads.NotAnswer():
            asked = await talk.desk.capturing.declined(talk.scope, talk.message.place)
            return DonePop() if asked else StaleButton()
        case _:
            return StaleButton()
    return DonePop()


async def _card(talk: Talk, question: Question) -> None:
    await talk.desk.conversation.open_card(talk.scope, talk.message.place, question, key=talk.key)


def _end_of(talk: Talk, day: str) -> datetime:
    """The end of a day that a button named."""
    try:
        return talk.scope.calendar.moment(date.fromisoformat(day), time(23, 59))
    except ValueError:
        raise RuleViolation("date-unclear") from None


# --- buttons of one question


async def _solved(talk: Talk, payload: payloads.About) -> Notice:
    return await talk.desk.following.confirm(talk.scope, await _of(talk, payload))


async def _not_solved(talk: Talk, payload: payloads.About) -> Notice:
    return await talk.desk.following.object(talk.scope, await _of(talk, payload), "", key=talk.key)


async def _partly(talk: Talk, payload: payloads.About) -> None:
    await _ask_author(talk, payload, LEFT, AskWhatIsLeft(payload.q))


async def _add_photo(talk: Talk, payload: payloads.About) -> None:
    await _ask_author(talk, payload, PHOTO, AskPhoto(payload.q))


async def _fix(talk: Talk, payload: payloads.About) -> None:
    await _ask_author(talk, payload, FIX, AskFix(payload.q))


async def _ask_author(talk: Talk, payload: payloads.About, what: str, notice: Notice) -> None:
    question = await _of(talk, payload)
    if question.author != talk.scope.actor:
        raise RuleViolation("not-your-question", number=question.number)
    await expect(talk.scope, talk.message.place.community, talk.scope.actor, question, what)
    await talk.reply(notice, question.number)


async def _withdraw(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.following.withdraw(talk.scope, await _of(talk, payload))


async def _not_question(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.following.dismiss_own(talk.scope, await _of(talk, payload))


async def _officially(talk: Talk, payload: payloads.About) -> None:
    await residents.officially(talk, Spoken("", payload.q, ""))


async def _ask_anew(talk: Talk, _: payloads.About) -> None:
    await residents.ask(talk, Spoken("", None, ""))


async def _open(talk: Talk, payload: payloads.About) -> None:
    await _card(talk, await _of(talk, payload))


async def _undo(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.amending.undo(talk.scope, await _of(talk, payload))


async def _dates_wrong(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.amending.dates_wrong(talk.scope, await _of(talk, payload))
    await talk.reply(PromisesDropped(payload.q), payload.q)


async def _pick_date(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.conversation.pick_date(talk.scope, talk.message.place, await _of(talk, payload), key=talk.key)


async def _date_is(talk: Talk, payload: payloads.About) -> None:
    if not isinstance(payload, payloads.DateIs) or not payload.d:
        await _pick_date(talk, payload)
        return
    day = _day(payload.d, payload.q)
    question = await _of(talk, payload)
    await talk.desk.conversation.date_is(talk.scope, talk.message.place, question, day, key=talk.key)


async def _ask_back(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.conversation.ask_back(talk.scope, talk.message.place, await _of(talk, payload), key=talk.key)


async def _ask_back_with(talk: Talk, payload: payloads.About) -> None:
    question = await _of(talk, payload)
    if isinstance(payload, payloads.AskBackWith) and payload.w in READY_QUESTIONS:
        await talk.desk.asking_back.ask(talk.scope, question, "", ready=payload.w)
    else:
        await talk.desk.conversation.ask_back_own(talk.scope, talk.message.place, question, key=talk.key)


async def _hand_over(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.conversation.offer_people(talk.scope, talk.message.place, await _of(talk, payload), key=talk.key)


async def _hand_to(talk: Talk, payload: payloads.About) -> None:
    person = talk.scope.region.person(payload.p) if isinstance(payload, payloads.HandTo) else None
    if person is None:
        raise RuleViolation("nobody-found", number=payload.q)
    question = await _of(talk, payload)
    await talk.desk.conversation.hand_to(talk.scope, talk.message.place, question, person, key=talk.key)


async def _not_ours(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.conversation.not_ours(talk.scope, talk.message.place, await _of(talk, payload), key=talk.key)


async def _is_answer(talk: Talk, payload: payloads.About) -> Notice | None:
    asked = await talk.desk.capturing.confirmed(talk.scope, talk.message.place, payload.q)
    return None if asked else StaleButton()


async def _enough(talk: Talk, payload: payloads.About) -> Notice | None:
    taken = await talk.desk.offering.enough(talk.scope, await _of(talk, payload))
    if taken is None:
        return StaleButton()
    await talk.reply(taken, payload.q)
    return None


async def _different(talk: Talk, payload: payloads.About) -> Notice | None:
    goes_on = await talk.desk.offering.other_matter(talk.scope, await _of(talk, payload))
    return None if goes_on else StaleButton()


async def _valid_till(talk: Talk, payload: payloads.About) -> None:
    until = offering.end_of(talk.scope, payload.d if isinstance(payload, payloads.ValidTill) else "")
    await talk.reply(await offering.valid(talk.scope, await _of(talk, payload), until), payload.q)


async def _split_yes(talk: Talk, payload: payloads.About) -> Notice | None:
    done = await talk.desk.splitting.split(talk.scope, await _of(talk, payload))
    if done is None:
        return StaleButton()
    await talk.reply(done)
    return None


async def _split_no(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.splitting.keep_whole(talk.scope, await _of(talk, payload))


async def _send(talk: Talk, payload: payloads.About) -> Notice | None:
    """One tap under words that were held back."""
    on, place = talk.desk.sending_on, talk.message.place
    match payload:
        case payloads.SendMended():
            done = await on.mended(talk.scope, place, payload.q)
        case payloads.SendInPrivate():
            done = await on.in_private(talk.scope, place, payload.q)
        case payloads.SendTo():
            done = await on.to_other(talk.scope, place, payload.q)
        case payloads.SendBy():
            done = await on.by_day(talk.scope, place, payload.q, _day(payload.d, payload.q))
        case _:
            done = await on.as_is(talk.scope, place, payload.q)
    return None if done else StaleButton()


def _day(iso: str, number: int) -> date:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        raise RuleViolation("date-unclear", number=number) from None


async def _show_templates(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.templating.offer(talk.scope, talk.message.place, await _of(talk, payload), key=talk.key)


async def _use_template(talk: Talk, payload: payloads.About) -> None:
    question, place = await _of(talk, payload), talk.message.place
    match payload:
        case payloads.UseTemplate():
            await talk.desk.templating.use(talk.scope, place, question, payload.n, key=talk.key)
        case payloads.TemplateDay():
            day = _day(payload.d, payload.q)
            await talk.desk.templating.day_is(talk.scope, place, question, payload.n, day, key=talk.key)


async def _keep_template(talk: Talk, payload: payloads.About) -> None:
    await talk.reply(await talk.desk.templating.keep(talk.scope, await _of(talk, payload)))


async def _send_it(talk: Talk, payload: payloads.About) -> Notice | None:
    sent = await talk.desk.previewing.send(talk.scope, talk.message.place, payload.q)
    return None if sent else StaleButton()


async def _say_anew(talk: Talk, payload: payloads.About) -> Notice | None:
    asked = await talk.desk.previewing.anew(talk.scope, talk.message.place, payload.q, key=talk.key)
    return None if asked else StaleButton()


async def _promise_done(talk: Talk, payload: payloads.About) -> None:
    await keep_promise(talk.scope, await _of(talk, payload))


async def _promise_move(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.conversation.move(talk.scope, talk.message.place, await _of(talk, payload), key=talk.key)


async def _take(talk: Talk, payload: payloads.About) -> None:
    taken = await talk.desk.reception.take(talk.scope, await _of(talk, payload))
    official = Someone(taken.assignee) if taken.assignee else None
    await talk.reply(Taken(taken.number, official, taken.due_at), taken.number)


async def _dismiss(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.moderation.dismiss(talk.scope, await _of(talk, payload))
    await talk.reply(Dismissed(payload.q), payload.q)


async def _topic_is(talk: Talk, payload: payloads.About) -> None:
    topic = payload.t if isinstance(payload, payloads.TopicIs) else ""
    named = await talk.desk.moderation.topic_is(talk.scope, await _of(talk, payload), topic)
    await staff.topic_told(talk, named)


async def _join_to(talk: Talk, payload: payloads.About) -> None:
    question = await _of(talk, payload)
    main = await talk.scope.uow.questions.get(payload.m if isinstance(payload, payloads.JoinTo) else 0)
    await talk.desk.moderation.merge(talk.scope, question, main)
    await talk.reply(Joined(question.number, main.number), question.number)


async def _split(talk: Talk, payload: payloads.About) -> None:
    question = await _of(talk, payload)
    main = question.main or 0
    await talk.desk.moderation.split(talk.scope, question)
    await talk.reply(Parted(payload.q, main), payload.q)


async def _gather(talk: Talk, payload: payloads.About) -> None:
    await talk.reply(await talk.desk.surging.gather(talk.scope, await _of(talk, payload)), payload.q)


async def _part_all(talk: Talk, payload: payloads.About) -> None:
    await talk.reply(await talk.desk.surging.part(talk.scope, await _of(talk, payload)), payload.q)


async def _other_matter(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.surging.not_mine(talk.scope, await _of(talk, payload))


async def _judge(talk: Talk, payload: payloads.About) -> Notice | None:
    if not isinstance(payload, payloads.Judge):
        return StaleButton()
    try:
        day = date.fromisoformat(payload.d)
    except ValueError:
        return StaleButton()
    asked = await quality.judge(talk.scope, day, payload.i, payload.q, payload.c, payload.v)
    return None if asked else StaleButton()


async def _of(talk: Talk, payload: payloads.About) -> Question:
    return await talk.scope.uow.questions.get(payload.q)


ABOUT: dict[type[payloads.Payload], Callable[[Talk, payloads.About], Awaitable[Notice | None]]] = {
    payloads.Solved: _solved,
    payloads.Helped: _solved,
    payloads.NotSolved: _not_solved,
    payloads.Partly: _partly,
    payloads.AddPhoto: _add_photo,
    payloads.Fix: _fix,
    payloads.Withdraw: _withdraw,
    payloads.NotQuestion: _not_question,
    payloads.AskOfficially: _officially,
    payloads.AskAnew: _ask_anew,
    payloads.Open: _open,
    payloads.Undo: _undo,
    payloads.Hide: _undo,
    payloads.Judge: _judge,
    payloads.ContestIs: rating.decide,
    payloads.JoinTo: _join_to,
    payloads.Gather: _gather,
    payloads.PartAll: _part_all,
    payloads.OtherMatter: _other_matter,
    payloads.DatesWrong: _dates_wrong,
    payloads.PickDate: _pick_date,
    payloads.DateIs: _date_is,
    payloads.AskBack: _ask_back,
    payloads.AskBackWith: _ask_back_with,
    payloads.HandOver: _hand_over,
    payloads.HandTo: _hand_to,
    payloads.NotOurs: _not_ours,
    payloads.IsAnswer: _is_answer,
    payloads.AnswerTo: _is_answer,
    payloads.Enough: _enough,
    payloads.Different: _different,
    payloads.ValidTill: _valid_till,
    payloads.SplitYes: _split_yes,
    payloads.SplitNo: _split_no,
    payloads.SendAsIs: _send,
    payloads.SendMended: _send,
    payloads.SendInPrivate: _send,
    payloads.SendTo: _send,
    payloads.SendBy: _send,
    payloads.ShowTemplates: _show_templates,
    payloads.UseTemplate: _use_template,
    payloads.TemplateDay: _use_template,
    payloads.KeepTemplate: _keep_template,
    payloads.SendIt: _send_it,
    payloads.SayAnew: _say_anew,
    payloads.PromiseDone: _promise_done,
    payloads.PromiseTold: _promise_done,
    payloads.PromiseMove: _promise_move,
    payloads.Take: _take,
    payloads.Dismiss: _dismiss,
    payloads.TopicIs: _topic_is,
    payloads.Split: _split,
}

PLAIN: dict[type[payloads.Payload], Callable[[Talk, Spoken], Awaitable[None]]] = {
    payloads.Ask: residents.ask,
    payloads.Mine: residents.mine,
    payloads.NextBroadcast: broadcasts.broadcast,
    payloads.ShowWaiting: staff.waiting,
    payloads.ShowOverdue: staff.overdue,
    payloads.ShowPromised: staff.promised,
    payloads.ShowMaybe: staff.maybe,
    payloads.ExportNow: staff.export,
    payloads.ShowRumours: rumours.listed,
}
