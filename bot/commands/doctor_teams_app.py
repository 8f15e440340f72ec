"""What `frontdesk doctor` tries of Microsoft Teams: the app's token, the keys, channels that are named.

`bot.commands.doctor_teams` asks here where Teams is on: botbuilder takes seconds to be read.
"""

from __future__ import annotations

from collections.abc import Sequence

from adapters.teams.app_adapter import app_identity, session_for
from adapters.teams.credentials import Credentials, TokenUnavailable
from adapters.teams.names import PLATFORM
from adapters.teams.references import References
from adapters.teams.signing_keys import KeysUnavailable, SigningKeys
from bot.commands.findings import Finding, Grade
from bot.operators import channel_key
from bot.settings import Settings
from bot.teams import transport_settings
from bot.wiring import now
from core.domain import ConversationKey
from core.errors import SettingsError, StorageError
from storage.database import Database, newest_revision
from storage.reaching import SqlReferences

_NOT_YET = (
    "{setting} cannot be posted in before the app is added to its team: nothing has come from Teams "
    "yet."
)


async def tried(settings: Settings) -> Sequence[Finding]:
    """Try the app that is set; nothing is posted."""
    return (
        await _token(settings),
        await _keys(settings),
        *[await _channel(settings, *named) for named in _named_channels(settings)],
    )


async def _token(settings: Settings) -> Finding:
    try:
        credentials = Credentials(app_identity(transport_settings(settings.teams)))
    except SettingsError as error:
        return Finding(Grade.WRONG, str(error))
    try:
        await credentials.token()
    except TokenUnavailable as error:
        return Finding(Grade.WRONG, str(error))
    finally:
        await credentials.close()
    proof = "certificate" if settings.teams.certificate else "secret"
    return Finding(Grade.GOOD, f"Microsoft takes the app's id, its tenant and its {proof}.")


async def _keys(settings: Settings) -> Finding:
    url = settings.teams.openid_url
    async with session_for(url) as session:
        keys = SigningKeys(openid_url=url, session=session)
        try:
            await keys.find("")
        except KeysUnavailable as error:
            return Finding(Grade.WRONG, str(error))
    return Finding(Grade.GOOD, "the keys of the Bot Framework can be read.")


def _named_channels(settings: Settings) -> list[tuple[str, ConversationKey]]:
    """The settings that name a channel in Teams."""
    named = {
        "answer.people_channel": settings.answer.people_channel,
        "posts.operators": settings.posts.operators,
    }
    return [
        (setting, channel_key(name))
        for setting, name in named.items()
        if name and channel_key(name).platform == PLATFORM
    ]


async def _channel(settings: Settings, setting: str, channel: ConversationKey) -> Finding:
    """Look whether the desk can post in a channel that the settings name."""
    if channel.workspace != settings.teams.tenant_id:
        told = f"{setting} names the tenant '{channel.workspace}', and teams.tenant_id another."
        return Finding(Grade.WRONG, told)
    # Not entered: that would make the database, or bring it to this version.
    database = Database(url=settings.database_url)
    try:
        if database.exists() and await database.revision() == newest_revision():
            return await _reached(SqlReferences(database=database, now=now), setting, channel)
    except StorageError as error:
        return Finding(Grade.WRONG, str(error))
    finally:
        await database.close()
    return Finding(Grade.NOTE, _NOT_YET.format(setting=setting))


async def _reached(store: SqlReferences, setting: str, channel: ConversationKey) -> Finding:
    """Whether a channel is reached as far as what came from Teams tells."""
    if await store.is_retired(channel):
        return Finding(
            Grade.WRONG,
            f"the desk was removed from the channel of {setting}, or that is gone. Add it to the team "
            f"again, or correct {setting}.",
        )
    if await store.latest(PLATFORM, channel.workspace) is None:
        return Finding(Grade.NOTE, _NOT_YET.format(setting=setting))
    if await References(store=store).reach(channel.workspace, channel.channel) is None:
        return Finding(
            Grade.WRONG,
            f"{setting} names '{channel.channel}', which is no channel that the desk knows. Take the "
            "id from a link to the channel: it ends in @thread.tacv2.",
        )
    return Finding(Grade.GOOD, f"the channel of {setting} can be posted in, as far as is known.")
