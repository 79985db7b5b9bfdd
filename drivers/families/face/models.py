"""The three networks: where they are, whether they are what they should be, and how they are loaded.

numpy and cv2 are imported here and below; nothing in the terminal's own process may import this module.
"""

import hashlib
import os
from pathlib import Path

import cv2

from drivers.api.errors import DeviceFault

YUNET = "face_detection_yunet_2023mar.onnx"
MESH = "face_landmark.onnx"
EMBEDDING = "dlib_face_recognition.onnx"
FOLDER = Path(__file__).resolve().parents[3] / "assets" / "models"


def forget_qt_of_cv2() -> None:
    """opencv-python points Qt at its own plug-ins when imported; no child of ours may inherit that."""
    for name in [name for name in os.environ if name.startswith("QT_QPA_")]:
        del os.environ[name]


forget_qt_of_cv2()
cv2.setNumThreads(1)  # the terminal's own work goes on beside us, on two cores


def checked(name: str, folder: Path = FOLDER) -> Path:
    """The model's file. Raises DeviceFault when it is missing or differs from SHA256SUMS.

    Loading from the file and not from bytes keeps the child 17 MB smaller.
    """
    try:
        sums = dict(line.split()[::-1] for line in (folder / "SHA256SUMS").read_text("ascii").splitlines())
        with (folder / name).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise DeviceFault(f"model {name} cannot be read: {error.strerror}") from error
    if found != sums.get(name):
        raise DeviceFault(f"model {name} is not the one this version was tested with")
    return folder / name


def network(name: str, folder: Path = FOLDER) -> cv2.dnn.Net:
    """Load a network after checking it."""
    return cv2.dnn.readNetFromONNX(str(checked(name, folder)))
