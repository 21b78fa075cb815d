"""Devices that are added and removed: what S13 registers, and NDIS calls later."""

from pathlib import Path

from situations import both, cannot_happen, cast, happens, inside, shows, state

RULES = Path(__file__).parents[1] / "rules"
MANAGER, PNP = "pnp manager device", "pnp thread"
ADDED, AWAY = shows("added_device.added", "True"), shows("added_device.added", "False")
ADDING, REMOVING = inside(MANAGER, "ADD_DEVICE"), inside(MANAGER, "REMOVE_DEVICE")
FILTERING = inside(MANAGER, "FILTER_RESOURCE_REQUIREMENTS")
ALIVE = state("INITIALIZING", "PAUSED", "RESTARTING", "RUNNING", "PAUSING", "HALTING")


def added():
    """A driver with optional PnP handlers."""
    return cast(driver=RULES / "base_added.py")


def test_a_device_is_started_twice_between_add_and_remove():
    life = (state("RUNNING"), both(state("HALTED"), ADDED))
    happens(added(), ADDING, *life, *life, REMOVING, both(AWAY, state("HALTED")), ADDING)


def test_s13_no_handler_is_called_if_they_could_not_be_registered():
    failed = shows("adapter.load", "GONE")
    happens(added(), inside(PNP, "SET_OPTIONS"), both(failed, shows("adapter.failures", "True")))
    assert cannot_happen(added(), both(ADDING, shows("adapter.load", "ENTERING", "GONE")))


def test_a_device_that_could_not_be_added_is_not_initialized():
    happens(added(), both(ADDING, shows("device.table.state", "FAILED")), ADDING, ALIVE)
    assert cannot_happen(added(), both(AWAY, ALIVE))


def test_an_adapter_is_neither_initialized_nor_unloaded_while_its_device_comes_or_goes():
    for moment in (ADDING, REMOVING):
        assert cannot_happen(added(), both(moment, ALIVE))
        assert cannot_happen(added(), both(moment, inside(PNP, "UNLOAD")))
    happens(added(), ADDED, inside(PNP, "UNLOAD"))
    assert cannot_happen(added(), both(ADDED, inside(PNP, "UNLOAD")))


def test_resources_are_asked_for_while_halted_and_while_running_but_not_while_starting():
    happens(added(), both(FILTERING, state("HALTED")), both(FILTERING, state("RUNNING")))
    assert cannot_happen(added(), both(FILTERING, state("INITIALIZING", "HALTING")))


def test_each_of_two_adapters_has_a_device_of_its_own():
    two = cast(driver=RULES / "base_added.py", second=("FurtherPnpThread",))
    other = shows("second.added_device.added", "False")
    happens(two, both(state("RUNNING"), other), shows("second.device.table.state", "HELD"))
