"""One hint at a time, the most urgent one, without flicker."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drivers.api.face import FaceHint
from drivers.families.face.hints import HintChooser, Quality, wanted

# A loaded machine is no error.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

GOOD = Quality(light=120, faces=(0.3,))


@pytest.mark.parametrize(
    ("quality", "hint"),
    [
        (GOOD, "good"),
        (Quality(light=120), "no_face"),
        (Quality(light=12), "too_dark"),
        (Quality(light=12, faces=(0.3,)), "too_dark"),
        (Quality(light=240, faces=(0.3,)), "too_bright"),
        (Quality(light=120, faces=(0.3, 0.28)), "two_faces"),
        (Quality(light=120, faces=(0.3, 0.08)), "good"),
        (Quality(light=120, faces=(0.1,)), "come_closer"),
        (Quality(light=120, faces=(0.7,)), "step_back"),
        (Quality(light=120, faces=(0.3,), yaw=0.2), "look_straight"),
        (Quality(light=120, faces=(0.3,), yaw=-0.2), "look_straight"),
        (Quality(light=120, faces=(0.3,), yaw=-0.2, frontal=False), "good"),
        (Quality(light=120, faces=(0.3,), moved=0.3), "hold_still"),
        (Quality(light=120, faces=(0.3,), moved=0.3, frontal=False), "good"),
    ],
)
def test_the_most_urgent_hint(quality: Quality, hint: FaceHint):
    assert wanted(quality, "good") == hint


def test_a_hint_shown_goes_away_only_well_beyond_its_threshold():
    edge = Quality(light=120, faces=(0.155,))
    assert wanted(edge, "good") == "good"
    assert wanted(edge, "come_closer") == "come_closer"
    assert wanted(Quality(light=53, faces=(0.3,)), "too_dark") == "too_dark"
    assert wanted(Quality(light=53, faces=(0.3,)), "good") == "good"


def test_the_first_hint_comes_at_once():
    assert HintChooser().see(Quality(light=120), 0.0) == "no_face"


def test_a_hint_must_last_before_it_is_shown():
    chooser = HintChooser(lasting=0.5, good_after=0.2)
    assert chooser.see(GOOD, 0.0) == "good"
    assert chooser.see(Quality(light=120), 1.0) is None
    assert chooser.see(GOOD, 1.2) is None  # back before it lasted
    assert chooser.see(Quality(light=120), 1.3) is None
    assert chooser.see(Quality(light=120), 1.7) is None
    assert chooser.see(Quality(light=120), 1.8) == "no_face"
    assert chooser.shown == "no_face"


def test_good_comes_back_sooner():
    chooser = HintChooser(lasting=0.5, good_after=0.2)
    chooser.see(Quality(light=120), 0.0)
    assert chooser.see(GOOD, 1.0) is None
    assert chooser.see(GOOD, 1.25) == "good"


def test_two_reasons_in_turn_do_not_add_up():
    chooser = HintChooser(lasting=0.5)
    chooser.see(GOOD, 0.0)
    for step in range(1, 20):
        quality = Quality(light=120) if step % 2 else Quality(light=12)
        assert chooser.see(quality, step * 0.3) is None


qualities = st.builds(
    Quality,
    light=st.floats(0, 255),
    faces=st.lists(st.floats(0.02, 1.0), max_size=3).map(lambda widths: tuple(sorted(widths, reverse=True))),
    yaw=st.floats(-1, 1),
    moved=st.floats(0, 3),
    frontal=st.booleans(),
)


@unhurried
@given(st.lists(qualities, max_size=60))
def test_never_the_same_hint_twice_and_never_faster_than_it_must_last(shown: list[Quality]):
    chooser = HintChooser(lasting=0.5, good_after=0.2)
    told = [(n * 0.05, hint) for n, quality in enumerate(shown) if (hint := chooser.see(quality, n * 0.05))]
    for (before, old), (after, new) in zip(told, told[1:], strict=False):
        assert old != new
        assert after - before >= (0.2 if new == "good" else 0.5) - 1e-9
