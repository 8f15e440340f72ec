"""Every error that frontdesk raises on purpose.

    FrontdeskError
    ├── SettingsError      a setting is wrong; nothing was started
    ├── IndexUnusable      the index is missing, cut short, damaged or made with another model
    ├── RefreshError       a refresh could not be carried out; the index stays as it was
    │   └── RefreshRunning another refresh is at work
    ├── SourceError        a site, page or document could not be read
    ├── StorageError       the database is locked, full or of another version
    ├── ModelError         a model file is missing, damaged or cannot be run
    ├── QuestionRefused    a question is empty, too long or no text
    ├── PageRefused        a page that a person named may not or cannot be read
    ├── SubscriptionRefused a wish to be told something cannot be kept
    ├── JobRunning         a job is at work already
    └── DeliveryError      a platform did not take what it was to show
        ├── DeliveryRefused    and never will
        └── DeliveryStopped    because the person pressed Stop there

A message says what failed, with which value, what that means and what to do about it.
"""


class FrontdeskError(Exception):
    """Base of all: its message is fit to be shown to an operator."""


class SettingsError(FrontdeskError):
    """A setting has a wrong value; nothing was started."""


class IndexUnusable(FrontdeskError):
    """The index is missing, cut short, damaged or made with another model."""


class RefreshError(FrontdeskError):
    """A refresh could not be carried out; the index that serves stays as it was."""


class RefreshRunning(RefreshError):
    """Another refresh is at work."""


class SourceError(FrontdeskError):
    """A site, a page or a document could not be read."""


class StorageError(FrontdeskError):
    """The database is locked, full, unreachable or of another version."""


class ModelError(FrontdeskError):
    """A model file is missing, damaged or cannot be run."""


class QuestionRefused(FrontdeskError):
    """A question is empty, too long or not text; the message is fit for the person who asked."""


class PageRefused(FrontdeskError):
    """A page that a person named may not or cannot be read; the message is fit for that person."""


class SubscriptionRefused(FrontdeskError):
    """A wish to be told something cannot be kept; the message is fit for the person."""


class JobRunning(FrontdeskError):
    """A job is at work already, in this process or another."""


class DeliveryError(FrontdeskError):
    """A platform did not take what it was to show; the same may work later."""

    def __init__(self, message: str = "", *, again_in_seconds: float | None = None) -> None:
        """Take what failed.

        Args:
            message: As for every error.
            again_in_seconds: When the platform wants to be asked again, if it said so.
        """
        super().__init__(message)
        self.again_in_seconds = again_in_seconds


class DeliveryRefused(DeliveryError):
    """A platform will never take this: the channel is gone, the bot was removed, nobody is there."""


class DeliveryStopped(DeliveryError):
    """The person pressed the platform's own Stop."""
