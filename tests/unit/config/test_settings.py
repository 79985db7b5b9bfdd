"""A wrong setting is said with its key, what was given and what is allowed; no word of the program's inside."""

from pathlib import Path

import pytest

from kiosk.config.settings import Settings, SettingsError, load


def complaint(tmp_path: Path, text: str) -> str:
    path = tmp_path / "terminal.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(path)
    return str(caught.value).replace(f"{path}: ", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[panel]\nwidth_px = "wide"', 'panel.width_px is "wide". Allowed: a whole number, at least 600.'),
        ("[panel]\nwidth_px = 3", "panel.width_px is 3. Allowed: a whole number, at least 600."),
        ("[panel]\nwidth_px = 700.5", "panel.width_px is 700.5. Allowed: a whole number, at least 600."),
        ("[panel]\ndiagonal_inch = 500", "panel.diagonal_inch is 500. Allowed: a number, more than 5, less than 120."),
        ("[timing]\nidle = [60]", "timing.idle is a list. Allowed: a number, at least 20."),
        ("[timing]\nidle = 2026-01-01", "timing.idle is a date or time. Allowed: a number, at least 20."),
        ("[timing]\nsubmit_wait = {}", "timing.submit_wait is a table. Allowed: a number, more than 0, at most 30."),
        (
            '[terminal]\nid = "a b"',
            'terminal.id is "a b". Allowed: 1 to 32 letters, digits or hyphens, in quotes.',
        ),
        ("[terminal]\nsite_name = true", "terminal.site_name is true. Allowed: text in quotes."),
        ("[terminal]\nlog_dir = 3", "terminal.log_dir is 3. Allowed: a path in quotes."),
        ("[terminal]\nportrait_decoder = 5", "terminal.portrait_decoder is 5. Allowed: a list of texts."),
        ("[terminal]\nportrait_decoder = [5]", "terminal.portrait_decoder.0 is 5. Allowed: a list of texts."),
        ("panel = 3", "panel is 3. Allowed: a section with keys of its own, such as [panel]."),
        ("[panel]\nhue = 2", "panel.hue is not a setting. Known here: width_px, height_px, diagonal_inch."),
        ("colour = 1", "colour is not a setting. Known here: terminal, backend, panel, timing, devices."),
        (
            '[devices.idcard]\nfamily = "sam_v"',
            "devices.idcard.address is missing. Allowed: text in quotes.",
        ),
        (
            '[devices.kettle]\nfamily = "a"\naddress = "b"',
            "devices: no terminal has a device called kettle; there are: idcard, scanner, printer, camera.",
        ),
    ],
)
def test_a_wrong_setting_is_said_in_plain_words(tmp_path: Path, text: str, words: str) -> None:
    assert complaint(tmp_path, text) == words


def test_every_wrong_setting_has_its_line(tmp_path: Path) -> None:
    lines = complaint(tmp_path, '[panel]\nwidth_px = 1\nheight_px = 1\n[devices]\nprinter = "x"\n').splitlines()
    assert [line.split(" is ")[0] for line in lines] == ["panel.width_px", "panel.height_px", "devices.printer"]


def test_a_long_value_is_cut(tmp_path: Path) -> None:
    assert len(complaint(tmp_path, f'[panel]\nwidth_px = "{"x" * 500}"')) < 200


@pytest.mark.parametrize(
    ("content", "words"), [(b"[panel", "is no TOML"), (b'[terminal]\nid = "\xff"', "is no text in UTF-8")]
)
def test_a_file_that_is_no_settings_file(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "terminal.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=words):
        load(path)


def test_later_files_win_key_by_key(tmp_path: Path) -> None:
    site, machine = tmp_path / "site.toml", tmp_path / "machine.toml"
    site.write_text('[terminal]\nsite = "A1"\nid = "A1-1"\n')
    machine.write_text('[terminal]\nid = "A1-7"\n')
    assert (load(site, machine).terminal.site, load(site, machine).terminal.id) == ("A1", "A1-7")
    assert load() == Settings()
