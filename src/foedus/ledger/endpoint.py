"""A model behind an address: any server that speaks the chat completions of OpenAI. Nothing is sent unless it is named.

The answer is read with a limit of time and of size, redirects are not followed, and a key never gets into a message.
"""

import http.client
import json
import os
import ssl
import time
from typing import Any, cast
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

from foedus.ledger.errors import LedgerError

KEY = "FOEDUS_MODEL_KEY"
"""The environment variable that holds the key, if the server wants one."""
SECONDS = 120.0
MOST_BYTES = 2_000_000


class EndpointError(Exception):
    """The server did not answer as it should. again: whether to ask once more may help."""

    def __init__(self, message: str, again: bool = True) -> None:
        super().__init__(message)
        self.again = again


class Endpoint(Struct, frozen=True):
    """A model at an address. base: up to, not including, `/chat/completions`."""

    base: str
    model: str
    seconds: float = SECONDS


def endpoint(address: str, seconds: float = SECONDS) -> Endpoint:
    """The model that an address names: `http://localhost:8080/v1#NAME`.

    Raises: LedgerError if it is no such address.

    >>> endpoint("http://localhost:8080/v1#small").model
    'small'
    """
    base, sign, model = address.partition("#")
    try:
        parts = urlsplit(base)
        good = (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        parts, good = SplitResult("", "", "", "", ""), False
    if not good or not sign or not model.strip():
        raise LedgerError(f"“{base if not parts.username else '…'}” names no model",
                          "write its address and its name: http://localhost:8080/v1#NAME")  # fmt: skip
    if parts.username or parts.password:
        raise LedgerError("the address holds a password", f"put the key into the environment variable {KEY}")
    return Endpoint(base.rstrip("/").removesuffix("/chat/completions"), model.strip(), seconds)


def complete(at: Endpoint, messages: list[dict[str, str]], schema: dict[str, Any] | None) -> str:
    """The text that a model answers.

    Args:
        at: the model.
        messages: the conversation.
        schema: the JSON schema that the answer must have; None asks for plain text.

    Raises: EndpointError if there is no usable answer.
    """
    body: dict[str, Any] = {"model": at.model, "messages": messages, "temperature": 0, "stream": False}
    if schema is not None:
        body["response_format"] = {
            "type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema},
        }  # fmt: skip
    status, data = _post(at, json.dumps(body).encode())
    if status in (400, 404, 415, 422, 501) and schema is not None:
        raise EndpointError("the server does not take a schema", again=False)
    if status != 200:
        raise EndpointError(f"the server answered with status {status}", again=status >= 500 or status == 429)
    return _content(data)


def _content(data: bytes) -> str:
    try:
        made = cast("dict[str, Any]", json.loads(data))
        said = made["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise EndpointError("the server's answer is no chat completion") from None
    if not isinstance(said, str):
        raise EndpointError("the server's answer holds no text")
    return said


def _post(at: Endpoint, body: bytes) -> tuple[int, bytes]:
    parts = urlsplit(at.base)
    until = time.monotonic() + at.seconds
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "Foedus"}
    if key := os.environ.get(KEY, "").strip():
        headers["Authorization"] = f"Bearer {key}"
    make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    link = make(parts.hostname or "", parts.port, timeout=at.seconds)
    try:
        link.request("POST", f"{parts.path}/chat/completions", body, headers)
        answer = link.getresponse()
        return answer.status, _bounded(link, answer, until)
    except TimeoutError:
        raise EndpointError(f"the server did not answer within {at.seconds:g} seconds") from None
    except ssl.SSLError as error:
        raise EndpointError(f"no safe connection: {error.reason or 'TLS failed'}", again=False) from None
    except ConnectionRefusedError:
        raise EndpointError("nothing listens at this address", again=False) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        # The text of these errors can quote a header: only their kind is told.
        raise EndpointError(f"the connection broke ({type(error).__name__})") from None
    finally:
        link.close()


def _bounded(link: http.client.HTTPConnection, answer: http.client.HTTPResponse, until: float) -> bytes:
    """The body of an answer, within the time that is left and the size that is allowed."""
    found = bytearray()
    while True:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if link.sock is not None:  # pyright: ignore[reportUnnecessaryComparison]
            link.sock.settimeout(left)
        piece = answer.read1(65_536)
        if not piece:
            return bytes(found)
        found += piece
        if len(found) > MOST_BYTES:
            raise EndpointError("the server's answer is too long", again=False)
