"""Who writes of a place nobody here answers for hears so, and what to do; no card goes to anybody."""

from dataclasses import replace
from datetime import timedelta

from domain.message import place_id
from domain.notices import OutsideRegion
from domain.ports import Draft, Hearing, Listener, Verb
from domain.use_cases.scope import Scope

WAITS = timedelta(hours=1)
"""How long the words are kept for «это всё-таки у вас»; then nothing is left of them."""


async def turned_away(scope: Scope, draft: Draft, text: str, hearing: Hearing, listener: Listener) -> bool:
    """True when a private message is no question for anybody here; whoever insists is heard as everybody is."""
    if hearing.urgent:
        return False
    home = scope.region.municipality_of(draft.community, draft.person)
    where = listener.elsewhere(text, scope.region, municipality=home)
    if not where:
        return False
    mark = f"outside/{place_id(draft.first)}"
    told = await scope.uow.diary.value(mark)
    if told is not None:
        more = " ".join(draft.texts[told:]).strip()
        return not more or listener.is_thanks(more)
    await scope.uow.diary.once(mark, scope.now, value=len(draft.texts))
    notice = OutsideRegion(where, scope.region.name, scope.region.official_link)
    await scope.uow.outbox.put(Verb.SAY, draft.first.at(0), notice, key=mark, to=draft.person)
    await scope.uow.dialogs.save_draft(replace(draft, ready_at=scope.now + WAITS))
    return True
