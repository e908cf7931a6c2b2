"""The content, read once, when the action server starts."""

from functools import lru_cache

from ahp_careers import settings
from ahp_careers.content import loading
from ahp_careers.content.knowledge import Knowledge


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """All the guide knows. Broken content ends the server with one line a mistake."""
    try:
        return loading.load(settings.content_folder())
    except loading.ContentError as error:
        raise SystemExit(f"The content has mistakes. Mend them and start again:\n{error}") from None
