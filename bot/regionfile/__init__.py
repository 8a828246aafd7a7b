"""The region file: read, checked and made into the domain's Region."""

from bot.regionfile.changes import changes
from bot.regionfile.loading import Loaded, RegionFileError, load

__all__ = ["Loaded", "RegionFileError", "changes", "load"]
