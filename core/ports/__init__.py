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
from core.ports.jobs import JobRecords
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
from core.ports.posting import Outbox, Poster, SubscriptionStore
from core.ports.reaching import ReferenceStore, ShownAnswers
from core.ports.serving import (
    ChannelSettingsStore,
    Clock,
    Conversations,
    FeedbackStore,
    KeepPlace,
    Meter,
    PeopleDesk,
    Reply,
    ReplyOpener,
    ServingDesk,
    StatusSource,
    SubscriptionActions,
    TurnStore,
)
from core.ports.waits import ChartPainter, WaitFeed, WaitFeedParser, WaitStore

__all__ = [
    "ChannelSettingsStore",
    "ChartPainter",
    "Clock",
    "Conversations",
    "Embedder",
    "EmbeddingCache",
    "FeedbackStore",
    "FloatMatrix",
    "Generator",
    "History",
    "IndexStore",
    "JobRecords",
    "KeepPlace",
    "Meter",
    "Outbox",
    "PageFinder",
    "PageParser",
    "PageReader",
    "PageSource",
    "PageStore",
    "PeopleDesk",
    "Poster",
    "Progress",
    "ReferenceStore",
    "Reply",
    "ReplyOpener",
    "Retriever",
    "ServingDesk",
    "ShownAnswers",
    "StatusSource",
    "SubscriptionActions",
    "SubscriptionStore",
    "TurnStore",
    "WaitFeed",
    "WaitFeedParser",
    "WaitStore",
]
