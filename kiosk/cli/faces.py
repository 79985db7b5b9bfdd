"""`kiosk device compare-faces`: are two pictures of one person?"""

import argparse
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from drivers.api.errors import DeviceError
from drivers.host import compare_faces as compare
from kiosk.cli.report import CommandFailed, Exit, device_failure, put, put_json

FORMATS = ("JPEG", "PNG", "BMP")
ACCEPT = 0.5  # drivers/families/face/README.md
WORDS = {
    "match": "One person",
    "retry": "Too close to tell, take another picture",
    "no_match": "Two persons",
    "no_face": "Nothing to compare",
}


def compare_faces(options: argparse.Namespace) -> Exit:
    """Compares in a child process; 0 for one person, 4 for every other verdict."""
    try:
        for path in (options.first, options.second):
            require_picture(path)
        answer = compare(options.first, options.second)
    except OSError as error:
        raise CommandFailed(Exit.USAGE, f"{error.filename}: cannot be read ({error.strerror}).") from error
    except DeviceError as error:
        raise device_failure(error, "face comparison") from error
    if options.json:
        put_json(answer)
    else:
        put(verdict(answer, (options.first, options.second)))
    return Exit.DONE if answer["decision"] == "match" else Exit.REFUSED


def require_picture(path: Path) -> None:
    """CommandFailed for a file that is no picture or a broken one; OSError when it cannot be read."""
    content = path.read_bytes()
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise CommandFailed(Exit.USAGE, f"{path}: not a picture ({', '.join(FORMATS)}), or a broken one.") from error


def verdict(answer: dict[str, Any], paths: tuple[Path, Path]) -> str:
    """The answer in words: how far apart, or in which picture no face was found."""
    if answer["distance"] is not None:
        return f"{WORDS[answer['decision']]}: distance {answer['distance']:.2f}, one person up to {ACCEPT:.2f}."
    without = [str(path) for path, count in zip(paths, answer["faces"], strict=True) if count == 0]
    return f"{WORDS['no_face']}: no face found in {' and in '.join(without)}."
