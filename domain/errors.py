"""What may go wrong by the rules, and what the person who did it may be told.

RuleViolation is shown to people in words (bot/texts); everything else is a bug or an outage and is retried.
"""


class RuleViolation(Exception):
    """The person asked for something the rules do not allow; `code` names the text to answer with."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
