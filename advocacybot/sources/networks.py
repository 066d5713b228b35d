"""Which addresses of the internet something may be fetched from: those of everybody, and none that reach into a network of ours.

A feed's address is typed by people, and where it redirects to is said by strangers. Without this, either could have the bot ask
the machine that it runs on, its neighbours, or the cloud that it lives in (CWE-918).
"""

import ipaddress
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_EVERYBODYS_6: Final = ipaddress.IPv6Network("2000::/3")
"""All that IANA has given out for global unicast; NAT64 (64:ff9b::/96), mapped, private and link-local ones lie outside."""

_NOBODYS: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        # IANA IPv4 Special-Purpose Address Registry (RFC 6890)
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"),
        *("192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
        *("224.0.0.0/4", "240.0.0.0/4"),
        # IANA IPv6 Special-Purpose Address Registry, within 2000::/3: Teredo and others of the IETF, examples, 6to4
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)


def is_everybodys(text: str) -> bool:
    """Whether it is an address of the public internet. What is no address is none."""
    address = _read(text)
    if address is None or (isinstance(address, ipaddress.IPv6Address) and address not in _EVERYBODYS_6):
        return False
    return not any(address in network for network in _NOBODYS)


def is_this_machines(text: str) -> bool:
    """Whether it is a loopback address."""
    address = _read(text)
    return address is not None and address.is_loopback


def _read(text: str) -> Address | None:
    """The address; one that names a link of this machine (``fe80::1%eth0``) is none."""
    try:
        return None if "%" in text else ipaddress.ip_address(text)
    except ValueError:
        return None
