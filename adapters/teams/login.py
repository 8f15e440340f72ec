"""How Microsoft is asked for the desk's own tokens: by MSAL, with a secret or with a certificate.

`adapters.teams.credentials` asks here, in a thread: MSAL waits for the network where it is called.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, TypeAlias

import httpx
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from msal import ConfidentialClientApplication
from yarl import URL

from core.errors import SettingsError
from core.hosts import is_loopback

Json: TypeAlias = dict[str, Any]

_HTTP_SECONDS = 8.0
"""For each of the two requests that MSAL makes."""


class LoginDenied(Exception):
    """Microsoft says why in a word and in numbers; its sentence may hold anything."""

    def __init__(self, answer: Json) -> None:
        """Take what it answered."""
        numbers = answer.get("error_codes") or []
        codes = [f"AADSTS{number}" for number in numbers if isinstance(number, int)]
        super().__init__(" ".join([str(answer.get("error", "no token")), *codes]))


@dataclass(frozen=True, slots=True)
class AppIdentity:
    """What the desk shows Microsoft to get a token.  Either the secret or the certificate is there."""

    app_id: str
    tenant_id: str
    secret: str
    certificate_pem: str
    """Of the private key and the certificate."""
    login_url: str
    scope: str


class Login:
    """Asks for tokens; not for two threads at once."""

    def __init__(self, identity: AppIdentity) -> None:
        """Take who the desk is.

        Raises:
            SettingsError: The certificate is none, or its private key is not there.
        """
        self._identity = identity
        self._credential = _credential(identity)
        self._app: ConfidentialClientApplication | None = None

    def ask(self) -> tuple[str, float]:
        """A token, and for how many seconds it holds; MSAL gives the same one until shortly before.

        Raises:
            LoginDenied: Microsoft gives none.
            Exception: Whatever MSAL raises where it cannot ask.
        """
        app = self._app
        if app is None:
            app = self._app = _application(self._identity, self._credential)
        answer: Json = app.acquire_token_for_client(scopes=[_scope(self._identity.scope)])
        if "access_token" not in answer:
            raise LoginDenied(answer)
        return str(answer["access_token"]), float(answer["expires_in"])

    def forget(self) -> None:
        """Let the next token be a new one."""
        self._app = None


def _credential(identity: AppIdentity) -> str | Json:
    """What MSAL takes as a secret."""
    if not identity.certificate_pem:
        return identity.secret
    key = _block("[A-Z ]*PRIVATE KEY", identity.certificate_pem)
    certificate = _block("CERTIFICATE", identity.certificate_pem)
    try:
        load_pem_private_key(key.encode(), password=None)
        x509.load_pem_x509_certificate(certificate.encode())
    except (TypeError, ValueError, UnsupportedAlgorithm) as error:
        raise SettingsError(
            "teams: the certificate or its private key cannot be read. Both must be PEM, the key "
            "without a passphrase."
        ) from error
    return {"private_key": key, "public_certificate": certificate}


def _block(name: str, pem: str) -> str:
    found = re.search(rf"-----BEGIN ({name})-----.*?-----END \1-----", pem, re.DOTALL)
    if found is None:
        raise SettingsError(
            "teams: the certificate must hold a private key and a certificate, both as PEM."
        )
    return found[0] + "\n"


def _scope(scope: str) -> str:
    return scope if scope.endswith("/.default") else f"{scope}/.default"


def _application(identity: AppIdentity, credential: str | Json) -> ConfidentialClientApplication:
    """An application of MSAL's; it reads the tenant's OpenID document."""
    login = URL(identity.login_url)
    is_local = login.scheme == "http" and is_loopback(login.host or "")
    return ConfidentialClientApplication(
        identity.app_id,
        client_credential=credential,
        authority=str(login.with_scheme("https") / identity.tenant_id),
        instance_discovery=False,
        http_client=_LocalHttp() if is_local else _Http(),
    )


class _Http:
    """The HTTP client that MSAL asks for, with bounded time; it is used once an hour."""

    def get(self, url: str, *, params: Json | None = None, headers: Json | None = None) -> Any:
        """Get a document."""
        return httpx.get(url, params=params, headers=headers, timeout=_HTTP_SECONDS)

    def post(
        self,
        url: str,
        *,
        params: Json | None = None,
        data: Json | None = None,
        headers: Json | None = None,
    ) -> Any:
        """Send a form."""
        form = _form(data or {})
        return httpx.post(url, params=params, data=form, headers=headers, timeout=_HTTP_SECONDS)

    def close(self) -> None:
        """Nothing is held."""


class _LocalHttp(_Http):
    """For a login on this machine, which speaks plain HTTP: MSAL itself believes in https only."""

    def get(
        self,
        url: str,
        *,
        params: Json | None = None,  # noqa: ARG002
        headers: Json | None = None,  # noqa: ARG002
    ) -> Any:
        """The tenant's OpenID document, which is the same for all; MSAL gets nothing else."""
        tenant = url.partition("/v2.0/")[0]
        document = {
            "token_endpoint": f"{tenant}/oauth2/v2.0/token",
            "authorization_endpoint": f"{tenant}/oauth2/v2.0/authorize",
            "issuer": f"{tenant}/v2.0",
        }
        return httpx.Response(200, text=json.dumps(document))

    def post(
        self,
        url: str,
        *,
        params: Json | None = None,
        data: Json | None = None,
        headers: Json | None = None,
    ) -> Any:
        """Send a form in plain HTTP."""
        plain = str(URL(url).with_scheme("http"))
        return super().post(plain, params=params, data=data, headers=headers)


def _form(data: Json) -> Json:
    """Without what is not there; MSAL gives what it signs as bytes."""
    return {
        name: value.decode() if isinstance(value, bytes) else value
        for name, value in data.items()
        if value is not None
    }
