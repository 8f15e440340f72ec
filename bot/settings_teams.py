"""Settings of Microsoft Teams; `bot.settings` puts them together with the other sections."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BeforeValidator, SecretStr, model_validator

from bot.settings_types import Section, WebAddress, from_json

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def _plain(written: str) -> str:
    """An id as Teams writes it; other ids than those of Entra keep their capitals."""
    written = written.strip()
    return written.lower() if _UUID.fullmatch(written) else written


EntraId: TypeAlias = Annotated[str, AfterValidator(_plain)]
"""An id that may be copied in capitals."""


class TeamsSettings(Section):
    """Microsoft Teams: off until there is an app id, or `development` is set."""

    app_id: EntraId = ""
    """Of the app registration behind the Azure Bot ("Application (client) ID")."""
    app_password: SecretStr = SecretStr("")
    """A client secret of that registration (its value, not its id). Never shown or logged."""
    certificate: Path | None = None
    """Instead of a secret: a PEM file with the private key and the certificate that is uploaded at the
    registration."""
    tenant_id: EntraId = ""
    """Of the organisation ("Directory (tenant) ID"): the desk answers in no other."""
    teams: Annotated[tuple[EntraId, ...], BeforeValidator(from_json)] = ()
    """Ids of the teams whose channels are answered (`groupId` in a link to the team); empty: all of the
    organisation's in which the app is installed."""
    allow_external: bool = False
    """Whether guests, and people of other organisations in shared channels, are answered."""
    development: bool = False
    """For the Agents Playground on this machine only: takes whatever comes from this machine, without
    any proof of where it comes from."""
    openid_url: WebAddress = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    """Where the keys are that the Bot Framework signs with; another one in national clouds."""
    issuer: WebAddress = "https://api.botframework.com"
    """Who signs; another one in national clouds."""
    login_url: WebAddress = "https://login.microsoftonline.com"
    """Where the desk gets its own tokens; another one in national clouds."""
    scope: str = "https://api.botframework.com/.default"
    """What those tokens are for; another one in national clouds."""

    @property
    def is_on(self) -> bool:
        """Whether the desk is in Teams."""
        return bool(self.app_id) or self.development

    @model_validator(mode="after")
    def _is_whole(self) -> TeamsSettings:
        has_password = bool(self.app_password.get_secret_value())
        if self.development:
            if self.app_id or has_password or self.certificate:
                raise ValueError(
                    "development takes messages without any proof: take app_id, app_password and "
                    "certificate away, or development"
                )
            return self
        for key, value in (("app_id", self.app_id), ("tenant_id", self.tenant_id)):
            if value and not _UUID.fullmatch(value):
                raise ValueError(
                    f"{key} must look like 00000000-0000-0000-0000-000000000000: copy it from the "
                    "app registration's overview"
                )
        if self.app_id and not self.tenant_id:
            raise ValueError("app_id needs the tenant_id of the organisation")
        if self.app_id and has_password == (self.certificate is not None):
            raise ValueError("app_id needs either an app_password or a certificate")
        if not self.app_id and (has_password or self.certificate or self.tenant_id):
            raise ValueError("an app_id is missing")
        return self
