"""The boundaries of the core, one protocol each.  Adapters, storage and engine implement them.

All methods may be awaited from one event loop at the same time unless a docstring says otherwise.
"""

from core.ports.answering import (
    Generator,
    History,
    PageFinder,
    PageReader,
    Retriever,
)
from core.ports.knowledge import (
    Embedder,
    EmbeddingCache,
    FloatMatrix,
    IndexStore,
    PageParser,
    PageSource,
    PageStore,
    Progress,
)
from core.ports.serving import (
    Clock,
    Conversations,
    FeedbackStore,
    KeepPlace,
    Meter,
    Reply,
    ReplyOpener,
    ServingDesk,
    StatusSource,
    TurnStore,
)
from core.ports.waits import WaitFeedParser

__all__ = [
    "Clock",
    "Conversations",
    "Embedder",
    "EmbeddingCache",
    "FeedbackStore",
    "FloatMatrix",
    "Generator",
    "History",
    "IndexStore",
    "KeepPlace",
    "Meter",
    "PageFinder",
    "PageParser",
    "PageReader",
    "PageSource",
    "PageStore",
    "Progress",
    "Reply",
    "ReplyOpener",
    "Retriever",
    "ServingDesk",
    "StatusSource",
    "TurnStore",
    "WaitFeedParser",
]
