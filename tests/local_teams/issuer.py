"""The doors where keys are published and tokens are given: OpenID metadata and the token endpoint.

`LocalTeams` opens them.  They stand in for `login.botframework.com` and `login.microsoftonline.com`.

Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
and https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
"""

from __future__ import annotations

import asyncio

from aiohttp import web

from tests.local_teams.mischief import Mischief
from tests.local_teams.state import Json
from tests.local_teams.tokens import SCOPE, Certificate, Tokens

_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class _Denied(Exception):
    def __init__(self, error: str, code: str, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.error, self.code, self.words, self.status = error, code, words, status


class Issuer:
    """Who hands out keys and tokens."""

    def __init__(
        self, *, tokens: Tokens, mischief: Mischief, app_id: str, app_password: str, tenant_id: str
    ) -> None:
        """Take who may have what.

        Args:
            tokens: What is handed out.
            mischief: What goes wrong.
            app_id: The bot's.
            app_password: Its secret.
            tenant_id: The only directory that knows it.
        """
        self.address = ""
        """Known once the server listens."""
        self.certificate = Certificate(app_id=app_id)
        """What the bot may use in place of the secret."""
        self.asked = {"openid": 0, "keys": 0, "token": 0}
        """How often each door was used."""
        self._tokens = tokens
        self._mischief = mischief
        self._app_id = app_id
        self._app_password = app_password
        self._tenant_id = tenant_id

    def add_to(self, application: web.Application) -> None:
        """Open the doors."""
        router = application.router
        router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        router.add_get("/v1/.well-known/keys", self._keys)
        router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._entra)
        router.add_post("/{tenant}/oauth2/v2.0/token", self._token)

    async def _metadata(self, _request: web.Request) -> web.Response:
        answer = {
            "issuer": "https://api.botframework.com",
            "authorization_endpoint": "https://invalid.botframework.com",
            "jwks_uri": f"{self.address}/v1/.well-known/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }
        return await self._opened("openid", answer)

    async def _keys(self, _request: web.Request) -> web.Response:
        return await self._opened("keys", self._tokens.keys())

    async def _entra(self, request: web.Request) -> web.Response:
        base = f"{self.address}/{request.match_info['tenant']}"
        return web.json_response(
            {
                "token_endpoint": f"{base}/oauth2/v2.0/token",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "issuer": f"{base}/v2.0",
                "jwks_uri": f"{self.address}/v1/.well-known/keys",
            }
        )

    async def _token(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        try:
            self._check(form, request.match_info["tenant"])
        except _Denied as denied:
            self.asked["token"] += 1
            answer = {
                "error": denied.error,
                "error_description": f"{denied.code}: {denied.words}",
                "error_codes": [int(denied.code.removeprefix("AADSTS"))],
            }
            return web.json_response(answer, status=denied.status)
        lives = self._tokens.lives_seconds
        given = {
            "token_type": "Bearer",
            "expires_in": lives,
            "ext_expires_in": lives,
            "access_token": self._tokens.grant(audience=form["scope"].removesuffix("/.default")),
        }
        return await self._opened("token", given)

    async def _opened(self, door: str, answer: Json) -> web.Response:
        self.asked[door] += 1
        trouble = self._mischief.take(door)
        await asyncio.sleep(trouble.wait_seconds)
        if trouble.status:
            return web.json_response({"error": trouble.code}, status=trouble.status)
        return web.json_response(answer)

    def _check(self, form: dict[str, str], tenant: str) -> None:
        if form.get("grant_type") != "client_credentials":
            raise _Denied("unsupported_grant_type", "AADSTS70003", "The grant is not supported.")
        if tenant != self._tenant_id:
            raise _Denied("invalid_request", "AADSTS90002", f"Tenant '{tenant}' not found.")
        if form.get("client_id") != self._app_id:
            words = f"Application '{form.get('client_id')}' was not found in the directory."
            raise _Denied("unauthorized_client", "AADSTS700016", words)
        if not form.get("scope", "").endswith("/.default"):
            raise _Denied("invalid_scope", "AADSTS1002012", f"Ask for the scope {SCOPE}.")
        if not self._is_proven(form, tenant):
            words = "Invalid client secret or assertion provided."
            raise _Denied("invalid_client", "AADSTS7000215", words, status=401)

    def _is_proven(self, form: dict[str, str], tenant: str) -> bool:
        if form.get("client_assertion_type") == _ASSERTION:
            here = f"{self.address}/{tenant}/oauth2/v2.0/token"
            # MSAL takes every login for one by https, also a plain one on this machine.
            audience = (here, here.replace("http://", "https://", 1))
            assertion = form.get("client_assertion", "")
            return self.certificate.accepts(assertion, audience=audience, app_id=self._app_id)
        return form.get("client_secret") == self._app_password
