"""Which of this machine's addresses a code on a wall names."""

import ipaddress

import pytest

from kiosk.core.reach import interface_addresses, reachable_address

ANYWHERE = "0.0.0.0"  # noqa: S104 - given, not bound
NO_ROUTE = None


def reached(host, *, routed, interfaces):
    return reachable_address(host, routed=lambda: routed, of_interfaces=lambda: interfaces)


@pytest.mark.parametrize("host", ["10.1.2.3", "127.0.0.1", "fd00::1", "board.example"])
def test_a_server_on_one_address_is_reached_there(host):
    assert reached(host, routed="10.20.30.40", interfaces=["10.20.30.40"]) == host


@pytest.mark.parametrize("host", [ANYWHERE, "::"])
def test_a_server_on_every_interface_is_reached_where_this_machine_sends_from(host):
    assert reached(host, routed="10.20.30.40", interfaces=["172.17.0.1", "10.20.30.40"]) == (
        "10.20.30.40"
    )


@pytest.mark.parametrize(
    ("interfaces", "address"),
    [
        (["127.0.0.1", "192.168.8.2"], "192.168.8.2"),
        (["127.0.0.1", "192.168.8.2", "172.17.0.1"], "192.168.8.2"),
        (["127.0.0.1", "169.254.10.9", "192.168.8.2"], "192.168.8.2"),
        (["127.0.0.1", "169.254.10.9"], "169.254.10.9"),
        (["127.0.0.1", "127.0.1.1"], "127.0.0.1"),
        ([], "127.0.0.1"),
    ],
)
@pytest.mark.parametrize("routed", [NO_ROUTE, "127.0.0.1"])
def test_without_a_gateway_it_is_reached_at_the_first_interface_that_leaves_this_machine(
    interfaces, address, routed
):
    assert reached(ANYWHERE, routed=routed, interfaces=interfaces) == address


def test_the_system_names_addresses_and_this_machine_is_among_them():
    found = interface_addresses()

    assert "127.0.0.1" in found
    assert all(ipaddress.ip_address(address).version == 4 for address in found)


def test_a_system_that_knows_no_such_question_names_none(monkeypatch):
    def unknown(*_asked):
        raise OSError(25, "Inappropriate ioctl for device")

    monkeypatch.setattr("fcntl.ioctl", unknown)

    assert interface_addresses() == []
