"""Settings come from the environment, and nothing unfit gets by."""

from __future__ import annotations

import pytest

from service.settings import Settings, from_environment, variable


def test_defaults_are_safe() -> None:
    assert from_environment({}) == Settings()
    assert Settings().host == "127.0.0.1"


def test_every_setting_is_read_from_its_variable() -> None:
    given = {
        "FIGURECHECK_HOST": "0.0.0.0",
        "FIGURECHECK_PORT": "9000",
        "FIGURECHECK_WORKERS": "3",
        "FIGURECHECK_LOG_LEVEL": "debug",
        "PATH": "/bin",
    }
    found = from_environment(given)
    assert (found.host, found.port, found.workers, found.log_level) == ("0.0.0.0", 9000, 3, "debug")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FIGURECHECK_PORT", "65536"),
        ("FIGURECHECK_PORT", ""),
        ("FIGURECHECK_WORKERS", "0"),
        ("FIGURECHECK_MAX_BODY_BYTES", "lots"),
        ("FIGURECHECK_LOG_LEVEL", "loud"),
        ("FIGURECHECK_MAX_BODY", "5"),
    ],
)
def test_what_is_unfit_is_named(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        from_environment({name: value})


def test_variables() -> None:
    assert variable("max_body_bytes") == "FIGURECHECK_MAX_BODY_BYTES"
