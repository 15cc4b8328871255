from __future__ import annotations

import socket

import pytest

from branddesk.core.outside import Forbidden, Unknown, check_address, is_public


def resolve_to(monkeypatch, *addresses):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: found)


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1", "nonsense",
    ],
)  # fmt: skip
def test_the_own_network_is_not_public(ip):
    assert not is_public(ip)


def test_the_open_internet_is_public():
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/", "https://example.org:8443/", "https://user:word@example.org/", "file:///etc/passwd",
        "https://[::1", "gopher://example.org/", "https:///path", "",
    ],
)  # fmt: skip
def test_only_https_on_its_usual_port(monkeypatch, address):
    resolve_to(monkeypatch, "93.184.216.34")

    with pytest.raises(Forbidden):
        check_address(address)


def test_a_name_with_one_address_in_the_own_network_is_refused(monkeypatch):
    resolve_to(monkeypatch, "93.184.216.34", "127.0.0.1")

    with pytest.raises(Forbidden):
        check_address("https://rebinding.example/")


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch):
    resolve_to(monkeypatch, "93.184.216.34")

    place = check_address("https://example.org/v1/x?y=1")

    assert place.url == "https://93.184.216.34/v1/x?y=1"
    assert (place.headers, place.extensions) == ({"Host": "example.org"}, {"sni_hostname": "example.org"})


def test_a_place_that_the_operator_named_may_be_in_the_own_network():
    assert check_address("http://127.0.0.1:9000/v1", ["http://127.0.0.1:9000/"]).url == "http://127.0.0.1:9000/v1"
    with pytest.raises(Forbidden):
        check_address("http://127.0.0.1:9001/v1", ["http://127.0.0.1:9000"])


def test_a_name_that_is_not_known_may_be_known_later(monkeypatch):
    def fail(*_args, **_kwargs):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", fail)

    with pytest.raises(Unknown):
        check_address("https://nobody.example/")
