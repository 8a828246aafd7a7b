"""photos.* and docs.*: where to upload and how to keep what was uploaded."""

from typing import Any

from sandbox.errors import VKError
from sandbox.methods_sending import reachable
from sandbox.registry import Call, method

Json = dict[str, Any]


@method("photos.getMessagesUploadServer", right="photos")
def get_photo_server(call: Call) -> Json:
    if call.params.integer("peer_id"):
        reachable(call, call.params.integer("peer_id"))
    url = call.world.uploads.open(call.group_id, "photo", call.world.base_url)
    return {"album_id": -64, "upload_url": url, "user_id": 0, "group_id": call.group_id}


@method("photos.saveMessagesPhoto", right="photos", in_execute=False)
def save_photo(call: Call) -> list[Json]:
    params = call.params
    token = call.world.uploads.photo_token(params.need_text("photo"), params.integer("server"), params.text("hash"))
    saved = call.world.uploads.keep(call.world, token, call.group_id, title="")
    return [saved.shown(call.world.base_url)]


@method("docs.getMessagesUploadServer", right="docs")
def get_doc_server(call: Call) -> Json:
    kind = call.params.text("type") or "doc"
    if kind not in ("doc", "audio_message"):
        raise VKError(100, "type is invalid")
    if call.params.integer("peer_id"):
        reachable(call, call.params.integer("peer_id"))
    return {"upload_url": call.world.uploads.open(call.group_id, kind, call.world.base_url)}


@method("docs.save", right="docs", in_execute=False)
def save_doc(call: Call) -> Json:
    token = call.params.need_text("file")
    saved = call.world.uploads.keep(call.world, token, call.group_id, call.params.text("title"))
    return {"type": saved.kind, saved.kind: saved.shown(call.world.base_url)}
