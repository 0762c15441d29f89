"""Where a request comes from, as far as that may be believed, and who shares it."""

from __future__ import annotations

import ipaddress

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

IPV6_PREFIX = 64  # what one household or office gets


def init_app(app: Flask, *, proxy_hops: int) -> None:
    """Believe X-Forwarded-For and -Proto as far as our own proxies write them, and no other such header."""
    if proxy_hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxy_hops, x_proto=proxy_hops, x_host=0, x_port=0, x_prefix=0
        )


def network_of(address: str | None) -> str:
    """The network that limits count by: one IPv4 address, or the /64 of an IPv6 address."""
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, IPV6_PREFIX), strict=False))
    return str(found)


def this_network() -> str:
    return network_of(request.remote_addr)
