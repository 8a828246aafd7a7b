"""Photos, documents, voices and places: what can be attached to a message."""

import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import StageError, VKError

Json = dict[str, Any]

KINDS = "photo|video|audio|doc|wall|market|poll|question|audio_message"
ATTACHMENT = re.compile(rf"^({KINDS})(-?\d+)_(\d+)(?:_(\w+))?$")

SAMPLE_PICTURE = "sample.svg"
SAMPLE_SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 214">'
    b'<rect width="320" height="214" fill="#c9d8e6"/><circle cx="244" cy="58" r="24" fill="#f4e3a1"/>'
    b'<path d="M0 214 96 104l70 78 44-48 110 80z" fill="#7d97ac"/></svg>'
)


@dataclass
class Media:
    """One uploaded file."""

    kind: str
    owner_id: int
    id: int
    title: str
    body: bytes
    mime: str
    date: int
    access_key: str = field(default_factory=lambda: secrets.token_hex(9))

    @property
    def name(self) -> str:
        """Its address under /media/."""
        return f"{self.kind}{self.owner_id}_{self.id}"

    def shown(self, base_url: str) -> Json:
        """The object of VK for this kind."""
        url = f"{base_url}/media/{self.name}"
        if self.kind == "photo":
            return photo_object(self.owner_id, self.id, self.date, url, self.access_key)
        if self.kind == "audio_message":
            return voice_object(self.owner_id, self.id, url, self.access_key)
        ext = self.title.rpartition(".")[2] if "." in self.title else ""
        return {
            "id": self.id,
            "owner_id": self.owner_id,
            "title": self.title,
            "size": len(self.body),
            "ext": ext,
            "date": self.date,
            "type": 1 if ext in ("txt", "pdf", "xlsx", "docx") else 8,
            "url": url,
            "access_key": self.access_key,
        }

    def attachment(self, base_url: str) -> Json:
        return {"type": self.kind, self.kind: self.shown(base_url)}


def photo_object(owner_id: int, photo_id: int, date: int, url: str, access_key: str) -> Json:
    return {
        "id": photo_id,
        "owner_id": owner_id,
        "album_id": -64 if owner_id < 0 else -3,
        "date": date,
        "access_key": access_key,
        "sizes": [
            {"type": "s", "width": 75, "height": 50, "url": url},
            {"type": "x", "width": 604, "height": 402, "url": url},
        ],
        "text": "",
        "web_view_token": access_key[:6],
        "has_tags": False,
        "orig_photo": {"type": "base", "width": 2560, "height": 1704, "url": url},
    }


def voice_object(owner_id: int, voice_id: int, url: str, access_key: str, transcript: str = "") -> Json:
    """With the words VK heard, when it heard any; clients see them though the schema does not name them."""
    heard = {"transcript": transcript, "transcript_state": "done"} if transcript else {}
    return heard | {
        "id": voice_id,
        "owner_id": owner_id,
        "duration": 7,
        "waveform": [0, 3, 9, 15, 11, 6, 2, 0],
        "link_ogg": url,
        "link_mp3": url,
        "access_key": access_key,
    }


def picked_by_person(kind: str, user_id: int, item_id: int, date: int, base_url: str) -> Json:
    """A photo, a voice or a document a person attaches at the page."""
    key, url = secrets.token_hex(9), f"{base_url}/media/{SAMPLE_PICTURE}"
    if kind == "photo":
        return {"type": "photo", "photo": photo_object(user_id, item_id, date, url, key)}
    if kind == "voice":
        return {"type": "audio_message", "audio_message": voice_object(user_id, item_id, url, key)}
    if kind == "doc":
        paper = Media("doc", user_id, item_id, "Документ.pdf", b"", "application/pdf", date)
        return paper.attachment(base_url)
    raise StageError(f"Такое вложение приложить нельзя: {kind}")


def voice(user_id: int, item_id: int, base_url: str, transcript: str) -> Json:
    """What a person says aloud; without words VK is still listening."""
    key, url = secrets.token_hex(9), f"{base_url}/media/{SAMPLE_PICTURE}"
    said = voice_object(user_id, item_id, url, key, transcript)
    return {
        "type": "audio_message",
        "audio_message": said if transcript else said | {"transcript_state": "in_progress"},
    }


def place() -> Json:
    """The geo of a message: a point in the middle of the stage."""
    return {
        "type": "point",
        "coordinates": {"latitude": 58.0469, "longitude": 33.3046},
        "place": {"title": "Приозёрск, улица Победы, 14", "country": "Россия", "city": "Приозёрск"},
    }


def named(text: str, known: dict[str, Media], base_url: str) -> list[Json]:
    """Attachments of a bot's message from VK's strings `photo-1_2_key,doc…`."""
    names = [part.strip() for part in text.split(",") if part.strip()]
    if len(names) > 10:
        raise VKError(100, "too many attachments")
    return [_attachment(name, known, base_url) for name in names]


def _attachment(name: str, known: dict[str, Media], base_url: str) -> Json:
    found = ATTACHMENT.match(name)
    if not found:
        raise VKError(100, f"attachment is invalid: {name}")
    kind, owner, item, key = found.groups()
    media = known.get(f"{kind}{owner}_{item}")
    if media:
        return media.attachment(base_url)
    if kind == "photo":
        url = f"{base_url}/media/{SAMPLE_PICTURE}"
        return {"type": kind, kind: photo_object(int(owner), int(item), 0, url, key or "")}
    return {"type": kind, kind: {"id": int(item), "owner_id": int(owner)}}
