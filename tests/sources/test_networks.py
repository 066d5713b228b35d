"""Which addresses are everybody's (advocacybot.sources.networks)."""

import pytest

from advocacybot.sources.networks import is_everybodys, is_this_machines

EVERYBODYS = [
    "157.150.185.49",
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.0",
    "172.32.0.1",
    "2606:4700::6810:1",
    "2a00:1450::1",
]

NOBODYS = {
    "this machine": ["127.0.0.1", "127.255.255.254", "::1", "0.0.0.0", "::"],  # noqa: S104 – no server listens
    "a private network": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fd00::1", "fc00::1", "fec0::1"],
    "a link": ["169.254.169.254", "169.254.0.1", "fe80::1", "fe80::1%eth0"],
    "many at once": ["224.0.0.1", "239.255.255.255", "ff02::1", "ff0e::1", "255.255.255.255"],
    "a carrier's customers": ["100.64.0.1", "100.127.255.255"],
    "reserved": ["240.0.0.1", "192.0.0.192", "198.18.0.1", "192.88.99.1", "100::1", "4000::1", "5f00::1"],
    "examples": ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
    "IPv4 within IPv6": [
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
    ],
    "tunnels": ["2002:7f00:1::", "2002:808:808::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001::1"],
    "no address": ["", "localhost", "127.1", "2130706433", "0x7f000001", "1.2.3.4.5", "::1]", "8.8.8.8\n"],
}


@pytest.mark.parametrize("address", EVERYBODYS)
def test_an_address_of_the_internet_is_everybodys(address: str) -> None:
    assert is_everybodys(address)


@pytest.mark.parametrize("kind", NOBODYS)
def test_no_other_is(kind: str) -> None:
    assert [address for address in NOBODYS[kind] if is_everybodys(address)] == []


def test_only_loopback_is_this_machine() -> None:
    assert is_this_machines("127.0.0.1")
    assert is_this_machines("::1")
    assert [one for one in ("10.0.0.1", "169.254.169.254", "0.1.2.3", "8.8.8.8", "x", "") if is_this_machines(one)] == []
