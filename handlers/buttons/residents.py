"""Buttons that residents press under their questions."""

from domain.errors import RuleViolation
from domain.notices import AskFix, AskPhoto, AskWhatIsLeft, Notice, StaleButton
from domain.ports import Expecting
from domain.use_cases.answers.conversation import expect
from handlers import payloads, residents
from handlers.buttons.base import Table, of
from handlers.talk import Talk
from handlers.words import Spoken


async def _solved(talk: Talk, payload: payloads.About) -> Notice:
    return await talk.desk.following.confirm(talk.scope, await of(talk, payload))


async def _not_solved(talk: Talk, payload: payloads.About) -> Notice:
    return await talk.desk.following.object(talk.scope, await of(talk, payload), "", key=talk.key)


async def _partly(talk: Talk, payload: payloads.About) -> None:
    await _ask_author(talk, payload, Expecting.LEFT, AskWhatIsLeft(payload.q))


async def _add_photo(talk: Talk, payload: payloads.About) -> None:
    await _ask_author(talk, payload, Expecting.PHOTO, AskPhoto(payload.q))


async def _fix(talk: Talk, payload: payloads.About) -> None:
    await _ask_author(talk, payload, Expecting.FIX, AskFix(payload.q))


async def _ask_author(talk: Talk, payload: payloads.About, what: Expecting, notice: Notice) -> None:
    question = await of(talk, payload)
    if question.author != talk.scope.actor:
        raise RuleViolation("not-your-question", number=question.number)
    await expect(talk.scope, talk.message.place.community, talk.scope.actor, question, what)
    await talk.reply(notice, question.number)


async def _withdraw(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.following.withdraw(talk.scope, await of(talk, payload))


async def _not_question(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.following.dismiss_own(talk.scope, await of(talk, payload))


async def _officially(talk: Talk, payload: payloads.About) -> None:
    await residents.officially(talk, Spoken.silently(payload.q))


async def _ask_anew(talk: Talk, _: payloads.About) -> None:
    await residents.ask(talk, Spoken.silently())


async def _hide_name(talk: Talk, payload: payloads.About) -> None:
    await residents.hide_name(talk, Spoken.silently(payload.q))


async def _show_name(talk: Talk, payload: payloads.About) -> None:
    await residents.show_name(talk, Spoken.silently(payload.q))


async def _enough(talk: Talk, payload: payloads.About) -> Notice | None:
    taken = await talk.desk.offering.enough(talk.scope, await of(talk, payload))
    if taken is None:
        return StaleButton()
    await talk.reply(taken, payload.q)
    return None


async def _different(talk: Talk, payload: payloads.About) -> Notice | None:
    goes_on = await talk.desk.offering.other_matter(talk.scope, await of(talk, payload))
    return None if goes_on else StaleButton()


async def _split_yes(talk: Talk, payload: payloads.About) -> Notice | None:
    done = await talk.desk.splitting.split(talk.scope, await of(talk, payload))
    if done is None:
        return StaleButton()
    await talk.reply(done)
    return None


async def _split_no(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.splitting.keep_whole(talk.scope, await of(talk, payload))


async def _other_matter(talk: Talk, payload: payloads.About) -> None:
    await talk.desk.surging.not_mine(talk.scope, await of(talk, payload))


ABOUT: Table = {
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
    payloads.OtherMatter: _other_matter,
    payloads.HideName: _hide_name,
    payloads.ShowName: _show_name,
    payloads.Enough: _enough,
    payloads.Different: _different,
    payloads.SplitYes: _split_yes,
    payloads.SplitNo: _split_no,
}
