"""Signed HTTP: carries parcels to the app's request URL, as Slack does without Socket Mode.

`LocalSlack` gives it to `Deliveries` as the carrier.  Tests also send what Slack never would.

Source: https://docs.slack.dev/authentication/verifying-requests-from-slack,
https://docs.slack.dev/apis/events-api#retries
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

import aiohttp

from adapters.local_slack.delivery import VERIFICATION_TOKEN
from adapters.local_slack.parcels import Parcel, ParcelKind, Receipt
from adapters.local_slack.state import App, Json

_MOST_REDIRECTS = 2
_OK = range(200, 300)
_STALE_SECONDS = 6 * 60
"""Older than the five minutes that are allowed."""


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request as it goes out."""

    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What the app said."""

    status: int
    text: str
    headers: dict[str, str]


class HttpDelivery:
    """The app's request URL: a `Carrier`.  To be used with `async with`."""

    def __init__(self, *, app: App, url: str) -> None:
        """Take where to post.

        Args:
            app: Whose signing secret signs.
            url: The request URL, for events, interactions and commands alike.
        """
        self._app = app
        self._url = url
        self._session: aiohttp.ClientSession | None = None
        self.last: SignedRequest | None = None
        """What was sent last, to send it once more."""

    async def __aenter__(self) -> Self:
        """Be ready to post."""
        self._session = aiohttp.ClientSession(headers={"User-Agent": "Slackbot 1.0"})
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close what connections there are."""
        if self._session is not None:
            await self._session.close()

    async def carry(
        self, parcel: Parcel, *, ack_seconds: float, patience_seconds: float
    ) -> Receipt:
        """Post a parcel; see `Carrier`.  HTTP needs no patience: there is no connection to await."""
        del patience_seconds
        began = time.monotonic()
        receipt = await self._try(parcel, ack_seconds)
        return replace(receipt, after_seconds=time.monotonic() - began)

    async def verify(self) -> None:
        """Ask the app whether the request URL is its own, as Slack does when it is entered.

        Raises:
            ValueError: It did not answer with the challenge.
        """
        challenge = secrets.token_urlsafe(24)
        payload = {
            "type": "url_verification",
            "token": VERIFICATION_TOKEN,
            "challenge": challenge,
        }
        answer = await self.post(self.signed(Parcel(ParcelKind.EVENT, payload)))
        if answer.status not in _OK or challenge not in answer.text:
            raise ValueError(
                f"{self._url} answered the challenge with status {answer.status} and "
                f"'{answer.text[:80]}': Slack would refuse this address as a request URL."
            )

    async def send_badly_signed(self, payload: Json) -> HttpAnswer:
        """Post an event that somebody else signed."""
        return await self.post(
            self.signed(Parcel(ParcelKind.EVENT, payload), secret="not-the-secret")
        )

    async def send_stale(self, payload: Json) -> HttpAnswer:
        """Post an event that was rightly signed, but too long ago."""
        signed_at = int(time.time()) - _STALE_SECONDS
        return await self.post(self.signed(Parcel(ParcelKind.EVENT, payload), signed_at=signed_at))

    async def send_again(self) -> HttpAnswer:
        """Post once more exactly what was posted last.

        Raises:
            ValueError: Nothing was.
        """
        if self.last is None:
            raise ValueError("Nothing was posted yet that could be posted again.")
        return await self.post(self.last)

    def signed(
        self, parcel: Parcel, *, signed_at: int | None = None, secret: str | None = None
    ) -> SignedRequest:
        """The request for a parcel.

        Args:
            parcel: What is to be told.
            signed_at: Unix time that is signed along; none: now.
            secret: What it is signed with; none: the app's signing secret.
        """
        body, content_type = _written(parcel)
        timestamp = str(int(time.time()) if signed_at is None else signed_at)
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(
                secret or self._app.signing_secret, timestamp=timestamp, body=body
            ),
        }
        if parcel.retry_number:
            headers["X-Slack-Retry-Num"] = str(parcel.retry_number)
            headers["X-Slack-Retry-Reason"] = parcel.retry_reason
        return SignedRequest(body, headers)

    async def post(self, request: SignedRequest, *, within_seconds: float = 3.0) -> HttpAnswer:
        """Post a request.

        Raises:
            aiohttp.ClientError: The app cannot be reached.
            TimeoutError: It did not answer in time.
            RuntimeError: The delivery was not entered.
        """
        if self._session is None:
            raise RuntimeError("HttpDelivery is not open: use it with 'async with'.")
        self.last = request
        async with self._session.post(
            self._url,
            data=request.body,
            headers=request.headers,
            max_redirects=_MOST_REDIRECTS,
            timeout=aiohttp.ClientTimeout(total=within_seconds),
        ) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            return HttpAnswer(response.status, await response.text(), headers)

    async def _try(self, parcel: Parcel, ack_seconds: float) -> Receipt:
        try:
            answer = await self.post(self.signed(parcel), within_seconds=ack_seconds)
        except TimeoutError:
            return Receipt(is_acknowledged=False, reason="http_timeout")
        except aiohttp.TooManyRedirects:
            return Receipt(is_acknowledged=False, reason="too_many_redirects")
        except aiohttp.ClientError:
            return Receipt(is_acknowledged=False, reason="connection_failed")
        if answer.status not in _OK:
            forbids_retry = answer.headers.get("x-slack-no-retry") == "1"
            return Receipt(is_acknowledged=False, reason="http_error", forbids_retry=forbids_retry)
        response = _response(answer.text) if parcel.accepts_response else {}
        return Receipt(is_acknowledged=True, response=response)


def signature(secret: str, *, timestamp: str, body: bytes) -> str:
    """Slack's `v0` signature of a request.

    Args:
        secret: The signing secret.
        timestamp: Unix time, as it stands in the header.
        body: The raw body.
    """
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def _written(parcel: Parcel) -> tuple[bytes, str]:
    """Body and content type: events are JSON, the others forms."""
    if parcel.kind is ParcelKind.EVENT:
        return json.dumps(parcel.payload).encode(), "application/json"
    is_command = parcel.kind is ParcelKind.COMMAND
    fields = parcel.payload if is_command else {"payload": json.dumps(parcel.payload)}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _response(text: str) -> Json:
    """What came with the acknowledgement: JSON, or the plain text of a command's answer."""
    if not text.strip():
        return {}
    try:
        read = json.loads(text)
    except ValueError:
        return {"text": text}
    return read if isinstance(read, dict) else {"text": text}
