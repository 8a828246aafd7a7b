"""What a message costs from its text to its suggestion, in a process of its own: `python -m tests.benchmarks.path F`.

F is a trained model. The whole path: reading, danger, vocabulary, model, place by a list of streets, question or
chatter, the like among a hundred thousand questions. Prints milliseconds of CPU, milliseconds without the search for
the like (both after as many other messages), milliseconds of a process's first messages, which compile the vocabulary
as they meet it, and the process's largest memory in megabytes.
"""

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from domain.organisation import Gate
from domain.ports import Kind
from routing import talk, urgent
from routing.atlas import Atlas, Street
from routing.duplicates import Index, Matter, matter
from routing.features import sketch
from routing.lexicon import Topics
from routing.model import Model
from routing.places import Places
from routing.questions import judge
from routing.text import read
from tests.routing import data

KNOWN, HEARD = 100_000, 1_500


def main() -> None:
    model = Model.from_bytes(Path(sys.argv[1]).read_bytes())
    streets = {row["address"].rstrip("0123456789 ,.-/") for row in data.rows("vk_comments.csv")}
    finder = Places(data.REGION, Atlas(streets=tuple(Street(name, "town") for name in streets if len(name) > 4)))
    topics = Topics(data.REGION.topics)
    index = Index(enumerate(_many(finder)))
    chat = [row["text"] for name in ("vk_comments", "chatter") for row in data.rows(f"{name}.csv")]
    random.Random(5).shuffle(chat)  # noqa: S311

    def hear(texts: list[str]) -> tuple[float, float]:
        """Milliseconds of CPU a message, with and without looking for the like."""
        asked: list[Matter] = []
        started = time.process_time()
        for text in texts:
            words = read(text)
            if not words.tokens:
                continue
            urgent.find(words)
            weighed = topics.weigh(words)
            place = finder.find(words, "")
            model.answer("topic", sketch(words, weighed))
            judged = judge(words, max((score.plain for score in weighed.scores), default=0.0), place)
            talk.joins(text, words)
            if judged.kind(Gate()) is not Kind.CHATTER:
                asked.append(matter(words, place))
        heard = time.process_time() - started
        for each in asked:
            index.alike(each)
        return (time.process_time() - started) / len(texts) * 1000, heard / len(texts) * 1000

    first, _ = hear(chat[:HEARD])
    whole, alone = hear(chat[HEARD : 2 * HEARD])
    # ru_maxrss would count the process that started this one
    status = Path("/proc/self/status").read_text()
    largest = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(whole, alone, first, largest)


def _many(finder: Places) -> Iterator[Matter]:
    """A hundred thousand questions, one by one as the bot reads them: halves of real ones put together anew."""
    texts = [text for city in ("kursk", "ryazan") for text in data.appeals(city, copies=True).texts]
    real = []
    for text in texts:
        words = read(text)
        real.append(matter(words, finder.find(words, "")))
    chance = random.Random(6)  # noqa: S311
    yield from real
    for _ in range(KNOWN - len(real)):
        one, other = chance.choice(real), chance.choice(real)
        stems = one.stems[: len(one.stems) // 2] + other.stems[len(other.stems) // 2 :]
        yield Matter(tuple(dict.fromkeys(stems)), one.letters & other.letters, other.where)


if __name__ == "__main__":
    main()
