"""Fetches one file from where a source says that it was, and from nowhere else. Pure; `media_queue` calls it.

An address that a source names is a stranger's: its host is resolved once, nothing but a public address is connected to,
every redirect is judged like the first address, and size and time have an end.
"""

from __future__ import annotations

import socket
import ssl
import time
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import quote, urljoin, urlsplit

MOST_BYTES = 30 * 1024 * 1024
#: For one file, redirects included.
MOST_SECONDS = 60
#: For each wait on the other server.
PATIENCE = 15
MOST_REDIRECTS = 5
LONGEST = 1_000
_CHUNK = 65_536
#: Answers after which another try may bring another one.
_LATER = frozenset((408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524))
_AGENT = "Newsroom (importing its own archive)"


class NotFetched(Exception):
    """Why a file did not come, as a sentence; `for_good` if another try is of no use."""

    def __init__(self, why: str, *, for_good: bool):
        super().__init__(why)
        self.for_good = for_good


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the open net: not private, not this machine, no link, no group, none inside."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None and not is_public(inner):
            return False
    return address.is_global and not address.is_multicast


class _Nat64:
    """64:ff9b::/96, behind which every address of IPv4 stands."""

    def __contains__(self, address: IPv6Address) -> bool:
        return int(address) >> 32 == 0x0064FF9B << 64


_NAT64 = _Nat64()


def fetch(url: str) -> bytes:
    """Return the file at an http or https address. Raises NotFetched."""
    deadline = time.monotonic() + MOST_SECONDS
    for _step in range(MOST_REDIRECTS + 1):
        connection, target = _connected(url)
        try:
            connection.request("GET", target, headers={"User-Agent": _AGENT, "Accept": "image/*,*/*;q=0.1"})
            with connection.getresponse() as response:
                if response.status not in (301, 302, 303, 307, 308):
                    return _body(response, deadline)
                url = urljoin(url, response.getheader("Location", ""))
        except (OSError, HTTPException, ValueError) as error:
            raise NotFetched(f"Its server did not answer: {error or type(error).__name__}.", for_good=False) from error
        finally:
            connection.close()
        if time.monotonic() > deadline:
            raise NotFetched(f"It took longer than {MOST_SECONDS} seconds.", for_good=False)
    raise NotFetched(f"It was redirected more than {MOST_REDIRECTS} times.", for_good=True)


def _connected(url: str) -> tuple[HTTPConnection, str]:
    """Return a connection to the one address that the host was resolved to, and what to ask it for."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError as error:
        raise NotFetched(f"“{url[:200]}” is no address.", for_good=True) from error
    if parts.scheme not in ("http", "https") or not host or len(url) > LONGEST:
        raise NotFetched(f"“{url[:200]}” is no http or https address.", for_good=True)
    port = port or (443 if parts.scheme == "https" else 80)
    address = _resolved(host, port)
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    target += f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    if parts.scheme == "https":
        return _Secure(host, port, address), target
    return _Plain(host, port, address), target


def _resolved(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(f"There is no host “{host}”.", for_good=False) from error
    addresses = [ip_address(one[4][0].partition("%")[0]) for one in found]
    # One inside among them is enough: a host that is half inside is not a newspaper's server.
    if not all(map(is_public, addresses)):
        raise NotFetched(f"“{host}” is an address inside a network, which nothing is fetched from.", for_good=True)
    return str(addresses[0])


class _Plain(HTTPConnection):
    """Connects to the address that was judged, whatever its host is resolved to by now."""

    def __init__(self, host: str, port: int, address: str):
        super().__init__(host, port, timeout=PATIENCE)
        self._address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)


class _Secure(HTTPSConnection):
    """The same with TLS: the certificate must be the host's."""

    def __init__(self, host: str, port: int, address: str):
        self._trust = ssl.create_default_context()
        super().__init__(host, port, timeout=PATIENCE, context=self._trust)
        self._address = address

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._trust.wrap_socket(plain, server_hostname=self.host)


def _body(response: HTTPResponse, deadline: float) -> bytes:
    if response.status != 200:
        told = f"Its server answered {response.status} {response.reason}".strip()
        raise NotFetched(f"{told}.", for_good=response.status not in _LATER)
    content = bytearray()
    while chunk := response.read1(_CHUNK):
        content += chunk
        if len(content) > MOST_BYTES:
            raise NotFetched(f"It is larger than {MOST_BYTES // 1024 // 1024} MB.", for_good=True)
        if time.monotonic() > deadline:
            raise NotFetched(f"It took longer than {MOST_SECONDS} seconds.", for_good=False)
    if response.length:
        raise NotFetched("It broke off before its end.", for_good=False)
    return bytes(content)
