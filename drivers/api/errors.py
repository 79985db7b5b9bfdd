"""What can be wrong with a device itself, as opposed to what a person did with it.

A person's doings (no card, wrong card, paper taken) are values, never exceptions.
"""

from typing import ClassVar


class DeviceError(Exception):
    """Root of the tree. `code` is a key of the error catalogue; the message is for technicians
    and never carries personal data."""

    code: ClassVar[str] = "device.fault"


class DeviceAbsent(DeviceError):
    """The port is not there, or vanished while it was used."""

    code = "device.absent"


class DeviceBusy(DeviceError):
    """Another process holds the port."""

    code = "device.busy"


class DeviceTimeout(DeviceError):
    """The port is there, but nothing answered before the deadline."""

    code = "device.silent"


class DeviceProtocolError(DeviceError):
    """Something answered that does not speak the protocol expected on this port."""

    code = "device.protocol"


class DeviceFault(DeviceError):
    """The device answered and says itself that it is broken or not permitted to work."""

    code = "device.fault"


class DriverCrashed(DeviceError):
    """The child process that hosts the driver died or hung; a new one is on its way."""

    code = "device.driver_crashed"
