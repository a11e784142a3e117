"""Under which address phones on the same network reach a server that listens on every interface."""

from __future__ import annotations

import fcntl
import ipaddress
import socket
import struct
from collections.abc import Callable, Iterable

THIS_MACHINE = "127.0.0.1"
EVERY_INTERFACE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared, not bound
#: Linux's number for "the IPv4 address of this interface"; other systems have another one.
SIOCGIFADDR = 0x8915
NAME_BYTES = 256
ADDRESS_AT = slice(20, 24)


def routed_address() -> str | None:
    """The address this machine would send from to other networks; None without a way there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # A UDP "connection" sends nothing; it only asks the kernel which address would be used.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return None


def interface_addresses() -> list[str]:
    """One IPv4 address of each interface that has any, in the system's order."""
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        for name in _interfaces():
            request = struct.pack(f"{NAME_BYTES}s", name.encode())
            try:
                answer = fcntl.ioctl(asked.fileno(), SIOCGIFADDR, request)
            except OSError:  # it has no address, or this is not Linux
                continue
            found.append(socket.inet_ntoa(answer[ADDRESS_AT]))
    return found


def reachable_address(
    host: str,
    *,
    routed: Callable[[], str | None] = routed_address,
    of_interfaces: Callable[[], Iterable[str]] = interface_addresses,
) -> str:
    """The address a phone on the same network would use for a server bound to `host`.

    A network of its own may have no gateway, and so no route to ask about: then the first interface
    that leaves this machine counts. `routed` and `of_interfaces` ask the system.
    """
    if host not in EVERY_INTERFACE:
        return host
    candidates = [address for address in (routed(), *of_interfaces()) if address]
    # An address that a machine gave itself, for want of a better one, comes last.
    candidates.sort(key=lambda address: ipaddress.ip_address(address).is_link_local)
    others = (one for one in candidates if not ipaddress.ip_address(one).is_loopback)
    return next(others, THIS_MACHINE)


def _interfaces() -> list[str]:
    try:
        return [name for _number, name in socket.if_nameindex()]
    except OSError:
        return []
