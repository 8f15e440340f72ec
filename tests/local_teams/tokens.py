"""The keys of Teams: what signs activities for the bot, and what the bot's calls must carry.

The issuer hands them out, the deliveries sign with them, the connector demands them.  Tests make bad
ones here.

Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.local_teams.state import Json

ISSUER = "https://api.botframework.com"
"""Who signs what Teams sends to bots."""
SCOPE = "https://api.botframework.com/.default"
"""What a bot asks tokens for."""
_ENTRA = "https://sts.windows.net"
_LIVES_SECONDS = 3600
_AGO_SECONDS = 2 * 3600


@lru_cache(maxsize=8)
def key_number(number: int) -> rsa.RSAPrivateKey:
    """A key; made once for all tests, since making one takes a moment."""
    del number
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Tokens:
    """What is signed by whom."""

    def __init__(self, *, app_id: str, tenant_id: str) -> None:
        """Begin with one key.

        Args:
            app_id: The bot's.
            tenant_id: Whose directory hands out the bot's tokens.
        """
        self.service_url = ""
        """Known once the server listens."""
        self.endorsements: Sequence[str] = ("msteams",)
        """Of the keys: the channels that may use them."""
        self.lives_seconds = _LIVES_SECONDS
        """Of what the bot is given."""
        self._app_id = app_id
        self._tenant_id = tenant_id
        self._current = 0
        self._published = [0]
        self._granted: dict[str, float] = {}
        self._numbers = count()
        self._ready: tuple[str, float] = ("", 0.0)

    def token(
        self,
        *,
        audience: str | None = None,
        issuer: str = ISSUER,
        tenant: str = "",
        service_url: str | None = None,
        expired: bool = False,
        early: bool = False,
        unsigned: bool = False,
        other_key: bool = False,
        unknown_kid: bool = False,
        without: Sequence[str] = (),
        **claims: Any,
    ) -> str:
        """A token as Teams puts it on an activity, good unless something is asked for.

        Args:
            audience: Whom it is for; none: the bot.
            issuer: Who says so.
            tenant: Becomes the claim `tid`, which Teams does not send.
            service_url: The claim `serviceurl`; none: ours.
            expired: It ran out an hour ago.
            early: It is not good yet.
            unsigned: It carries no signature (`alg: none`).
            other_key: It is signed by a key that is not ours, under the name of one that is.
            unknown_kid: It names a key that nobody published.
            without: Claims that are left out.
            claims: Any other.
        """
        start = int(time.time()) - (_AGO_SECONDS if expired else 0) + (_AGO_SECONDS if early else 0)
        payload: Json = {
            "iss": issuer,
            "aud": self._app_id if audience is None else audience,
            "serviceurl": self.service_url if service_url is None else service_url,
            "nbf": start - 60,
            "iat": start - 60,
            "exp": start + _LIVES_SECONDS,
            **({"tid": tenant} if tenant else {}),
            **claims,
        }
        payload = {name: value for name, value in payload.items() if name not in without}
        name = "nobody-knows" if unknown_kid else _key_name(self._current)
        if unsigned:
            return jwt.encode(payload, "", algorithm="none", headers={"kid": name})
        key = key_number(-1 if other_key else self._current)
        return jwt.encode(payload, key, algorithm="RS256", headers={"kid": name})

    def ready(self) -> str:
        """A good token for an activity; one serves for many."""
        token, until = self._ready
        if not token or until < time.time():
            token = self.token()
            self._ready = token, time.time() + _LIVES_SECONDS / 2
        return token

    def rotate(self, *, keeps_old: bool = True) -> None:
        """Sign with another key from now on.

        Args:
            keeps_old: Whether the former one stays published.
        """
        self._current += 1
        self._published = [*(self._published if keeps_old else ()), self._current]
        self._ready = ("", 0.0)

    def keys(self) -> Json:
        """The public keys, as they are published (JWKS)."""
        return {"keys": [self._published_key(number) for number in self._published]}

    def grant(self, *, audience: str = ISSUER) -> str:
        """A token for the bot's own calls, as Entra ID hands it out.

        Args:
            audience: What it is good for.
        """
        now = int(time.time())
        payload = {
            "aud": audience,
            "iss": f"{_ENTRA}/{self._tenant_id}/",
            "iat": now,
            "nbf": now,
            "exp": now + self.lives_seconds,
            "appid": self._app_id,
            "tid": self._tenant_id,
            "ver": "1.0",
            "uti": f"{next(self._numbers)}",
        }
        headers = {"kid": _key_name(self._current)}
        token = jwt.encode(payload, key_number(self._current), algorithm="RS256", headers=headers)
        if audience == ISSUER:
            self._granted[token] = time.time() + self.lives_seconds
        return token

    def revoke(self) -> None:
        """Let everything that the bot was given end."""
        self._granted.clear()

    def admits(self, authorization: str) -> bool:
        """Whether a call of the bot carries what it was given here, and that has not run out."""
        scheme, _, token = authorization.partition(" ")
        return scheme.lower() == "bearer" and self._granted.get(token, 0.0) > time.time()

    def _published_key(self, number: int) -> Json:
        public = key_number(number).public_key()
        key = jwt.algorithms.RSAAlgorithm.to_jwk(public, as_dict=True)
        name = _key_name(number)
        return {
            **key,
            "use": "sig",
            "kid": name,
            "x5t": name,
            "endorsements": list(self.endorsements),
        }


def _key_name(number: int) -> str:
    return f"local-teams-{number}"


class Certificate:
    """What the bot may identify itself with instead of a secret."""

    def __init__(self, *, app_id: str, number: int = 100) -> None:
        """Make one.

        Args:
            app_id: The bot's; the certificate bears its name.
            number: Of the key.
        """
        self._key = key_number(number)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, app_id)])
        now = datetime.now(UTC)
        self._certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self._key.public_key())
            .serial_number(number + 1000)
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .sign(self._key, hashes.SHA256())
        )

    @property
    def private_pem(self) -> str:
        """The private key, to be given to the bot."""
        return self._key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()

    @property
    def public_pem(self) -> str:
        """The certificate, as it is uploaded to the registration."""
        return self._certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def thumbprint(self) -> str:
        """SHA-1 in hexadecimal, as Entra ID shows it."""
        return self._certificate.fingerprint(hashes.SHA1()).hex().upper()

    def accepts(self, assertion: str, *, audience: Sequence[str], app_id: str) -> bool:
        """Whether an assertion was signed with it, now, for us.

        Source: https://learn.microsoft.com/entra/identity-platform/certificate-credentials

        Args:
            assertion: What the bot has signed.
            audience: Our addresses, one of which it must name.
            app_id: Whom it must be by.
        """
        try:
            header = jwt.get_unverified_header(assertion)
            claims = jwt.decode(
                assertion,
                self._key.public_key(),
                algorithms=["RS256", "PS256"],
                audience=list(audience),
                options={"require": ["exp", "iss", "sub", "jti"]},
            )
        except jwt.PyJWTError:
            return False
        return claims["iss"] == claims["sub"] == app_id and self._is_named(header)

    def _is_named(self, header: Json) -> bool:
        """Whether it says by which certificate, in one of the two ways; padded or not."""
        der = self._certificate.public_bytes(serialization.Encoding.DER)
        named = [
            (header.get("x5t"), hashlib.sha1(der)),
            (header.get("x5t#S256"), hashlib.sha256(der)),
        ]
        return any(
            isinstance(name, str) and name.rstrip("=") == _hashed(digest) for name, digest in named
        )


def _hashed(digest: Any) -> str:
    return base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode()
