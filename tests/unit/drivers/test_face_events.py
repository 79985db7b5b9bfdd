"""Face events through JSON and back."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drivers.api.errors import DeviceProtocolError
from drivers.api.face import (
    ActionAsked,
    ActionSeen,
    CameraBack,
    CameraLost,
    FaceCompared,
    FaceEvent,
    FaceRejected,
    HintChanged,
)
from drivers.families.face.events import from_json, to_json

# A loaded machine is no error.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

events = st.one_of(
    *(st.from_type(kind) for kind in (HintChanged, ActionAsked, ActionSeen, FaceRejected, CameraLost, CameraBack)),
    st.builds(FaceCompared, st.sampled_from(("match", "retry", "no_match")), st.floats(0, 2)),
)


@unhurried
@given(events)
def test_an_event_comes_back_the_same(event: FaceEvent):
    assert from_json(json.loads(json.dumps(to_json(event)))) == event


@pytest.mark.parametrize("body", [{}, {"event": "applause"}, {"event": None}])
def test_an_unknown_event_is_a_protocol_error(body: dict[str, object]):
    with pytest.raises(DeviceProtocolError, match="unknown"):
        from_json(body)


@pytest.mark.parametrize("body", [{"event": "hint"}, {"event": "back", "more": 1}])
def test_wrong_fields_are_a_protocol_error(body: dict[str, object]):
    with pytest.raises(DeviceProtocolError, match="wrong fields"):
        from_json(body)
