"""Action liveness: nothing passes that was not done, in the order asked, by one face."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drivers.api.face import ACTIONS, LivenessAction
from drivers.families.face.liveness import (
    BASELINE_FRAMES,
    LONGEST_ABSENCE,
    LONGEST_BLINK,
    AllSeen,
    Asked,
    FaceChanged,
    Liveness,
    Measurement,
    Seen,
    Step,
)

# A loaded machine is no error.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

REST = Measurement(0.0, ear=0.30, mar=0.03, yaw=0.0)
POSES: dict[LivenessAction, Measurement] = {
    "blink": replace(REST, ear=0.19),
    "turn_left": replace(REST, yaw=0.22),
    "turn_right": replace(REST, yaw=-0.22),
    "open_mouth": replace(REST, mar=0.35),
}


class Person:
    """Stands before the machine and keeps time: twenty pictures a second."""

    def __init__(self, *actions: LivenessAction, done: int = 0) -> None:
        self.machine = Liveness(actions, done)
        self.at = 0.0
        self.steps: list[Step] = []

    def show(self, pose: Measurement, frames: int = 1, identity: float | None = 0.1) -> list[Step]:
        """Show a pose; the identity is given when the machine wants it, as the session does."""
        found: list[Step] = []
        for _ in range(frames):
            self.at += 0.05
            seen = replace(pose, at=self.at)
            if identity is not None and self.machine.identity_wanted and self.machine.frontal(seen):
                seen = replace(seen, identity=identity)
            found += self.machine.see(seen)
        self.steps += found
        return found

    def rest(self, frames: int = BASELINE_FRAMES) -> list[Step]:
        return self.show(REST, frames)

    def act(self, action: LivenessAction) -> list[Step]:
        return self.show(POSES[action], 3) + self.rest()


def test_asks_nothing_before_the_own_face_is_known():
    person = Person("blink")
    assert person.rest(BASELINE_FRAMES - 1) == []
    assert person.rest(1) == [Asked("blink", 0, 1)]
    assert person.machine.action == "blink"


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_is_seen_when_it_is_done(action: LivenessAction):
    person = Person(action)
    person.rest()
    assert person.act(action) == [Seen(action), AllSeen()]
    assert person.machine.phase == "done"
    assert person.machine.action is None


@pytest.mark.parametrize("asked", ACTIONS)
@pytest.mark.parametrize("done", ACTIONS)
def test_another_action_does_not_count(asked: LivenessAction, done: LivenessAction):
    person = Person(asked)
    person.rest()
    assert (person.act(done) != []) == (asked == done)


def test_actions_are_asked_and_seen_in_the_order_given():
    person = Person("turn_left", "blink", "open_mouth")
    person.rest()
    for action in ("turn_left", "blink", "open_mouth"):
        person.act(action)
    assert person.steps == [
        Asked("turn_left", 0, 3),
        Seen("turn_left"),
        Asked("blink", 1, 3),
        Seen("blink"),
        Asked("open_mouth", 2, 3),
        Seen("open_mouth"),
        AllSeen(),
    ]


def test_goes_on_at_the_action_where_an_earlier_child_stopped():
    person = Person("blink", "turn_right", done=1)
    assert person.rest() == [Asked("turn_right", 1, 2)]
    assert person.act("turn_right") == [Seen("turn_right"), AllSeen()]


def test_no_actions_left_means_all_seen_after_the_face_is_proved():
    person = Person("blink", done=1)
    assert person.rest() == [AllSeen()]
    assert person.rest() == []


def test_a_pose_held_from_the_beginning_is_no_action():
    person = Person("open_mouth")
    person.rest()
    person.machine.lost()
    assert person.show(POSES["open_mouth"], 30) == []
    assert person.act("open_mouth") == []  # shut it, and only then open it
    assert person.show(POSES["open_mouth"], 1) == [Seen("open_mouth")]


def test_eyes_shut_for_long_are_no_blink():
    person = Person("blink")
    person.rest()
    person.show(POSES["blink"], int(LONGEST_BLINK / 0.05) + 3)
    assert person.rest() == []
    assert person.act("blink") == [Seen("blink"), AllSeen()]


def test_eyes_only_shut_are_no_blink_yet():
    person = Person("blink")
    person.rest()
    assert person.show(POSES["blink"], 5) == []


def test_narrow_eyes_blink_by_their_own_measure():
    person = Person("blink")
    narrow = replace(REST, ear=0.17)
    person.show(narrow, BASELINE_FRAMES)
    assert person.show(narrow, 10) == []
    assert person.show(replace(narrow, ear=0.11), 2) + person.show(narrow, 2) == [Seen("blink"), AllSeen()]


def test_another_face_ends_it_for_good():
    person = Person("blink", "turn_left")
    person.rest()
    person.show(POSES["blink"], 3)
    assert person.show(REST, 1) == [Seen("blink")]
    assert person.show(REST, 1, identity=0.66) == [FaceChanged()]
    assert person.machine.phase == "changed"
    assert person.act("turn_left") == []


def test_without_proof_of_the_same_face_nothing_is_asked():
    person = Person("blink")
    assert person.show(REST, 50, identity=None) == []
    assert person.machine.identity_wanted


def test_after_an_absence_the_same_face_must_be_proved_again():
    person = Person("turn_left")
    person.rest()
    person.at += LONGEST_ABSENCE + 0.1
    person.show(REST, 2, identity=None)
    assert person.machine.identity_wanted
    assert person.show(POSES["turn_left"], 3, identity=None) == []
    assert person.act("turn_left") == []  # proved only when frontal again
    assert person.act("turn_left") == [Seen("turn_left"), AllSeen()]


def test_a_face_that_jumps_must_be_proved_again():
    person = Person("turn_left")
    person.rest()
    person.show(replace(REST, jumped=True), 1, identity=None)
    assert person.machine.identity_wanted
    assert person.show(REST, 1, identity=0.7) == [FaceChanged()]


def test_a_lost_face_starts_the_action_again():
    person = Person("turn_left")
    person.rest(BASELINE_FRAMES)
    person.rest(1)
    person.machine.lost()
    assert person.show(POSES["turn_left"], 3) == []


measurements = st.builds(
    Measurement,
    at=st.just(0.0),
    ear=st.floats(0.0, 0.6),
    mar=st.floats(0.0, 1.0),
    yaw=st.floats(-0.5, 0.5),
    identity=st.none() | st.floats(0.0, 1.2),
    jumped=st.booleans(),
)
requests = st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=4, unique=True).map(tuple)


def run(actions: tuple[LivenessAction, ...], shown: list[Measurement]) -> list[Step]:
    machine = Liveness(actions)
    return [step for n, one in enumerate(shown) for step in machine.see(replace(one, at=n * 0.05))]


@unhurried
@given(requests, st.lists(measurements, max_size=80))
def test_whatever_is_shown_the_steps_keep_their_order(actions: tuple[LivenessAction, ...], shown: list[Measurement]):
    steps = run(actions, shown)
    ideal: list[Step] = []
    for index, action in enumerate(actions):
        ideal += [Asked(action, index, len(actions)), Seen(action)]
    ideal.append(AllSeen())
    changed = bool(steps) and isinstance(steps[-1], FaceChanged)
    body = steps[:-1] if changed else steps
    assert body == ideal[: len(body)]


@unhurried
@given(requests, st.lists(measurements.map(lambda m: replace(m, identity=0.1, jumped=False)), max_size=80))
def test_never_passes_without_the_movement(actions: tuple[LivenessAction, ...], shown: list[Measurement]):
    """Take the movement for the last action out of whatever is shown: it is never called done."""
    still: dict[LivenessAction, dict[str, float]] = {
        "blink": {"ear": 0.30},
        "open_mouth": {"mar": 0.03},
        "turn_left": {"yaw": 0.0},
        "turn_right": {"yaw": 0.0},
    }
    steps = run(actions, [replace(one, **still[actions[-1]]) for one in shown])
    assert AllSeen() not in steps


@unhurried
@given(st.lists(measurements, max_size=30), st.floats(0.56, 2.0))
def test_another_face_always_ends_it(shown: list[Measurement], far: float):
    steps = run(("blink",), [*(replace(one, identity=None) for one in shown), replace(REST, identity=far)])
    assert steps[-1] == FaceChanged()
