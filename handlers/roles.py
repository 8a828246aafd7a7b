"""Role names as ЦУР types them."""

from domain.organisation import ChatKind, Role

ROLES = {
    "исполнитель": Role.OFFICIAL,
    "специалист": Role.OFFICIAL,
    "зам": Role.DEPUTY,
    "заместитель": Role.DEPUTY,
    "глава": Role.HEAD,
    "модератор": Role.MODERATOR,
    "цур": Role.CCU,
    "администратор": Role.ADMIN,
    "админ": Role.ADMIN,
}

CHAT_KINDS = {
    "жители": ChatKind.RESIDENTS,
    "жителей": ChatKind.RESIDENTS,
    "модераторы": ChatKind.MODERATORS,
    "модераторов": ChatKind.MODERATORS,
    "цур": ChatKind.STAFF,
    "служебный": ChatKind.STAFF,
}
