"""Profiles: printers as data, wrong data explained."""

import pytest

from drivers.families.escpos.profile import Profile, load


def test_nothing_said_is_the_generic_80_mm_printer():
    profile = load({})
    assert (profile.width_dots, profile.charset, profile.columns(1), profile.columns(2)) == (576, "gbk", 48, 24)


def test_named_profiles_and_single_keys_add_up():
    profile = load({"profile": "generic-58mm", "qr": "raster", "queries": [1, 4], "status": {"mouth": [[4, 64]]}})
    assert (profile.width_dots, profile.qr, profile.queries, profile.status.mouth) == (
        384,
        "raster",
        (1, 4),
        ((4, 64),),
    )


def test_drawn_body_reaches_three_and_a_half_millimetres():
    profile = load({"profile": "raster-80mm"})
    assert profile.body_dots / profile.dots_per_mm >= 3.5
    assert profile.body_dots * 2 / profile.dots_per_mm >= 6
    assert profile.columns(1) * profile.body_dots // 2 <= profile.width_dots


def test_the_roms_own_double_size_reaches_six_millimetres():
    profile = load({})
    assert profile.body_dots * 2 / profile.dots_per_mm >= 6


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"profile": "none-such"}, "no printer profile 'none-such'; known are citizen-ppu231"),
        ({"widht": 3}, "unknown key 'widht'"),
        ({"width_dots": 577}, "multiple of 8"),
        ({"charset": "big5"}, "charset"),
        ({"qr": "maybe"}, "qr must"),
        ({"queries": [2, 3]}, "queries must"),
        ({"answer_seconds": 0}, "more than 0"),
        ({"body_dots": 27, "charset": "none"}, "body_dots must be even"),
        ({"body_dots": 28}, "needs charset none"),
        ({"status": {"nose": []}}, "unknown meaning 'nose'"),
    ],
)
def test_a_wrong_setting_is_explained(settings, words):
    with pytest.raises(ValueError, match=words):
        load(settings)


def test_defaults_in_code_and_manifest_agree():
    assert load({}) == Profile()
