"""Words compared by their letters, so that a slip of the pen does little harm."""

import math
from zlib import crc32

_WIDTH = 2_048
_REMEMBERED = 60_000


class _Bits(dict[str, int]):
    """Words with the bits of their threes of letters."""

    def __missing__(self, token: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        padded, bits = f" {token} ", 0
        for at in range(max(len(padded) - 2, 1)):
            bits |= 1 << (crc32(padded[at : at + 3].encode()) % _WIDTH)
        self[token] = bits
        return bits


_bits = _Bits()


def letters_of(word: str) -> int:
    """The threes of letters of a word, as bits; those of several words are put together by «or»."""
    return _bits[word]


def cosine(one: int, other: int) -> float:
    """How alike the letters are, 0 to 1."""
    if not one or not other:
        return 0.0
    return (one & other).bit_count() / math.sqrt(one.bit_count() * other.bit_count())
