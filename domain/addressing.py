"""«Эфиру: зальют каток?»: whom a question is said to, in front of the question itself."""

import re

_ADDRESS = re.compile(
    r"^\W*(?:"
    r"вопрос\w*\s+(?:(?:\w+\s+)?(?:к|в|на|для)\s+)?(?:прям\w+\s+)?эфир[ау]?(?!\w)[\s:,.!—–-]*"
    r"|(?:прям\w+\s+)?эфиру(?!\w)[\s:,.!—–-]*"
    r"|(?:(?:к|в|на|для)\s+)?(?:прям\w+\s+)?эфир[ау]?(?:\s+вопрос\w*)?\s*[:,.!—–-]+\s*"
    r")(?=[\w(«\"])",
    re.IGNORECASE,
)


def without_address(text: str) -> str:
    """«Вопрос к эфиру: когда откроют каток?» without whom it is said to."""
    left = _ADDRESS.sub("", text)
    return left[:1].upper() + left[1:] if left != text else text
