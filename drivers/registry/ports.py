"""What is plugged in, as the system tells it: serial ports, cameras, other USB devices. Nothing is sent anywhere."""

from dataclasses import dataclass
from pathlib import Path

from serial.tools import list_ports


@dataclass(frozen=True, slots=True)
class Port:
    """Something plugged in. `usb` is "VID:PID" or ""; `by_id` the stable name of the link, or ""."""

    address: str
    what: str
    usb: str = ""
    by_id: str = ""
    kind: str = "serial"  # "serial", "video" or "usb"

    @property
    def usb_class(self) -> str:
        """ "cdc_acm" for a USB device that is a modem to the system: scanners and readers in their USB serial mode."""
        return "cdc_acm" if "ttyACM" in Path(self.address).resolve().name else ""


def serial_ports(dev: Path) -> list[Port]:
    """Serial ports the system knows, by their stable name where they have one."""
    links = {link.resolve(): link for link in sorted((dev / "serial" / "by-id").glob("*"))}
    ports: list[Port] = []
    for info in list_ports.comports():
        link = links.get(Path(info.device).resolve())
        usb = f"{info.vid:04x}:{info.pid:04x}" if info.vid is not None and info.pid is not None else ""
        what = info.description if info.description not in ("", "n/a") else info.name
        ports.append(Port(str(link or info.device), what, usb, link.name if link else ""))
    return ports


def video_ports(dev: Path, sys: Path) -> list[Port]:
    """Cameras (V4L2). A camera shows several files; only the one with index 0 gives pictures."""
    ports: list[Port] = []
    for device in sorted(dev.glob("video[0-9]*")):
        about = sys / "class" / "video4linux" / device.name
        if _line(about / "index") in ("", "0"):
            ports.append(Port(str(device), _line(about / "name") or device.name, kind="video"))
    return ports


def usb_devices(sys: Path) -> list[Port]:
    """Every USB device, port or not."""
    devices: list[Port] = []
    for folder in sorted((sys / "bus" / "usb" / "devices").glob("*")):
        usb = f"{_line(folder / 'idVendor')}:{_line(folder / 'idProduct')}"
        if usb != ":":
            devices.append(Port(f"usb:{usb}", _line(folder / "product") or usb, usb, kind="usb"))
    return devices


def _line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        return ""
