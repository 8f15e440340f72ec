"""Keys, tokens and the doors where they are given."""

from __future__ import annotations

import time
from typing import Any

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from tests.local_teams.server import LocalTeams
from tests.local_teams.state import Json
from tests.local_teams.tokens import ISSUER, Certificate
from tests.unit.local_teams.tiny_bot import TinyBot


async def fetched(bot: TinyBot, url: str) -> Any:
    """What stands at an address."""
    async with bot.client.get(url) as response:
        assert response.status == 200
        return await response.json()


async def keys_of(bot: TinyBot) -> dict[str, Any]:
    """The published keys, by their name, found as bots find them."""
    metadata = await fetched(bot, bot.teams.openid_url)
    assert metadata["issuer"] == ISSUER
    return {one["kid"]: one for one in (await fetched(bot, metadata["jwks_uri"]))["keys"]}


def claims_of(token: str, keys: dict[str, Any], audience: str) -> dict[str, Any]:
    """What a token says, if one of these keys signed it."""
    key = keys[jwt.get_unverified_header(token)["kid"]]
    return jwt.decode(token, jwt.PyJWK(key), algorithms=["RS256"], audience=audience)


async def test_activities_are_signed(teams: LocalTeams, bot: TinyBot) -> None:
    """An activity carries a token for this bot that a published key signed."""
    await teams.person("ann").says("Hi", teams.chat("dm Ann"))
    await teams.settled()
    keys = await keys_of(bot)
    claims = claims_of(bot.tokens[-1], keys, teams.app_id)
    assert (claims["iss"], claims["serviceurl"]) == (ISSUER, teams.service_url)
    assert all(one["endorsements"] == ["msteams"] for one in keys.values())


async def test_rotation(teams: LocalTeams, bot: TinyBot) -> None:
    """After a rotation another key signs, and the former may stay."""
    before = set(await keys_of(bot))
    teams.tokens.rotate()
    after = await keys_of(bot)
    assert before < set(after)
    claims_of(teams.tokens.ready(), after, teams.app_id)
    teams.tokens.rotate(keeps_old=False)
    assert len(await keys_of(bot)) == 1


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"expired": True}, jwt.ExpiredSignatureError),
        ({"early": True}, jwt.ImmatureSignatureError),
        ({"audience": "somebody-else"}, jwt.InvalidAudienceError),
        ({"without": ["aud"]}, jwt.MissingRequiredClaimError),
        ({"other_key": True}, jwt.InvalidSignatureError),
        ({"unsigned": True}, jwt.InvalidAlgorithmError),
        ({"unknown_kid": True}, KeyError),
    ],
)
async def test_bad_tokens_are_bad(
    teams: LocalTeams, bot: TinyBot, changes: Json, error: type[Exception]
) -> None:
    """Each bad token is bad in the way that was asked for."""
    with pytest.raises(error):
        claims_of(teams.tokens.token(**changes), await keys_of(bot), teams.app_id)


async def test_chosen_claims(teams: LocalTeams, bot: TinyBot) -> None:
    """Issuer, tenant, service URL and any claim can be chosen."""
    token = teams.tokens.token(issuer="me", tenant="t", service_url="https://x/", ver="1.0")
    claims = claims_of(token, await keys_of(bot), teams.app_id)
    assert (claims["iss"], claims["tid"], claims["serviceurl"]) == ("me", "t", "https://x/")
    assert claims["ver"] == "1.0"


async def test_secret(teams: LocalTeams, bot: TinyBot) -> None:
    """The right secret gets a token that lives for an hour."""
    status, answer = await bot.asks_for_token()
    assert (status, answer["token_type"], answer["expires_in"]) == (200, "Bearer", 3600)
    claims = claims_of(answer["access_token"], await keys_of(bot), ISSUER)
    assert (claims["appid"], claims["tid"]) == (teams.app_id, teams.tenant_id)


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_secret": ""}, 401, "invalid_client"),
        ({"client_id": "other"}, 400, "unauthorized_client"),
        ({"tenant": "other"}, 400, "invalid_request"),
        ({"scope": "https://api.botframework.com"}, 400, "invalid_scope"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ],
)
async def test_denied(bot: TinyBot, changes: Json, status: int, error: str) -> None:
    """Whoever proves nothing gets nothing, in the words of Entra ID."""
    answered, answer = await bot.asks_for_token(**changes)
    assert (answered, answer["error"]) == (status, error)
    assert answer["error_description"].startswith("AADSTS")


async def test_other_audience(teams: LocalTeams, bot: TinyBot) -> None:
    """A token for something else opens nothing here."""
    _, answer = await bot.asks_for_token(scope="https://graph.microsoft.com/.default")
    bot.token = answer["access_token"]
    assert (await bot.sends(teams.chat("dm Ann"), "Hi"))[0] == 401


def assertion(teams: LocalTeams, certificate: Certificate, **changes: Any) -> str:
    """What a bot with a certificate identifies itself with."""
    now = int(time.time())
    claims = {
        "aud": f"{teams.login_url}/{teams.tenant_id}/oauth2/v2.0/token",
        "iss": teams.app_id,
        "sub": teams.app_id,
        "jti": "1",
        "nbf": now,
        "exp": now + 600,
        **changes,
    }
    digest = bytes.fromhex(certificate.thumbprint)
    named = {"x5t": jwt.utils.base64url_encode(digest).decode()}
    return jwt.encode(claims, certificate.private_pem, algorithm="RS256", headers=named)


@pytest.mark.parametrize(
    ("changes", "status"),
    [({}, 200), ({"aud": "elsewhere"}, 401), ({"sub": "other"}, 401), ({"exp": 1}, 401)],
)
async def test_certificate(teams: LocalTeams, bot: TinyBot, changes: Json, status: int) -> None:
    """An assertion signed with the certificate proves as much as the secret."""
    answered, _ = await bot.asks_for_token(
        client_secret="",
        client_assertion_type="urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion=assertion(teams, teams.certificate, **changes),
    )
    assert answered == status


@pytest.mark.parametrize("padding", ["", "="])
async def test_certificate_as_msal_shows_it(teams: LocalTeams, bot: TinyBot, padding: str) -> None:
    """By its SHA-256, with padding, for an address by https."""
    endpoint = f"{teams.login_url}/{teams.tenant_id}/oauth2/v2.0/token"
    certificate = x509.load_pem_x509_certificate(teams.certificate.public_pem.encode())
    digest = certificate.fingerprint(hashes.SHA256())
    named = {"x5t#S256": jwt.utils.base64url_encode(digest).decode() + padding}
    claims = jwt.decode(assertion(teams, teams.certificate), options={"verify_signature": False})
    claims["aud"] = endpoint.replace("http://", "https://")
    signed = jwt.encode(claims, teams.certificate.private_pem, algorithm="PS256", headers=named)
    answered, _ = await bot.asks_for_token(
        client_secret="",
        client_assertion_type="urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion=signed,
    )
    assert answered == 200


def test_after_all_ended_another_token_is_given(teams: LocalTeams) -> None:
    """Also within the same second."""
    before = teams.tokens.grant()
    teams.tokens.revoke()
    after = teams.tokens.grant()
    assert before != after
    assert not teams.tokens.admits(f"Bearer {before}")
    assert teams.tokens.admits(f"Bearer {after}")


async def test_another_certificate(teams: LocalTeams, bot: TinyBot) -> None:
    """Somebody else's certificate proves nothing."""
    other = Certificate(app_id=teams.app_id, number=101)
    answered, _ = await bot.asks_for_token(
        client_secret="",
        client_assertion_type="urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion=assertion(teams, other),
    )
    assert answered == 401


async def test_issuer_in_trouble(teams: LocalTeams, bot: TinyBot) -> None:
    """The issuer's doors fail on purpose as the connector's do, and count who comes."""
    teams.mischief.fail("token", status=503)
    assert (await bot.asks_for_token())[0] == 503
    assert (await bot.asks_for_token())[0] == 200
    assert teams.issuer.asked["token"] == 3
