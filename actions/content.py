"""The content, read once for the life of the action server."""

from functools import lru_cache

from ahp_careers import settings
from ahp_careers.content import loading
from ahp_careers.content.knowledge import Knowledge


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """All the guide knows. Raises ContentError on broken content, at the first call."""
    return loading.load(settings.content_folder())
