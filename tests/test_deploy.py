"""The manifests: valid for Kubernetes, and of one mind with the service about ports, times and settings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from service.settings import Settings, from_environment
from service.version import VERSION

BASE = Path(__file__).parent.parent / "deploy" / "base"
KUSTOMIZATION = yaml.safe_load((BASE / "kustomization.yaml").read_text(encoding="utf-8"))
MANIFESTS: dict[str, Any] = {name: yaml.safe_load((BASE / name).read_text(encoding="utf-8")) for name in KUSTOMIZATION["resources"]}
POD = MANIFESTS["deployment.yaml"]["spec"]["template"]
[CONTAINER] = POD["spec"]["containers"]
LABELS = {"app.kubernetes.io/name": "figurecheck"}


def test_every_manifest_is_listed() -> None:
    assert {*MANIFESTS, "kustomization.yaml"} == {path.name for path in BASE.iterdir()}
    assert KUSTOMIZATION["images"] == [{"name": CONTAINER["image"], "newTag": VERSION}]


@pytest.mark.parametrize("name", MANIFESTS)
def test_manifests_are_valid(name: str) -> None:
    kubernetes_validate.validate(MANIFESTS[name], "1.37", strict=True)


def test_selectors_find_the_pods() -> None:
    assert POD["metadata"]["labels"] == LABELS
    assert MANIFESTS["deployment.yaml"]["spec"]["selector"]["matchLabels"] == LABELS
    assert MANIFESTS["service.yaml"]["spec"]["selector"] == LABELS
    for name in ("disruption-budget.yaml", "network-policy.yaml"):
        spec = MANIFESTS[name]["spec"]
        assert (spec.get("selector") or spec["podSelector"])["matchLabels"] == LABELS
    target = MANIFESTS["autoscaler.yaml"]["spec"]["scaleTargetRef"]
    assert (target["kind"], target["name"]) == ("Deployment", MANIFESTS["deployment.yaml"]["metadata"]["name"])


def test_settings_exist_and_the_grace_is_enough() -> None:
    settings = from_environment({entry["name"]: entry["value"] for entry in CONTAINER["env"] if "value" in entry})
    assert {entry["name"] for entry in CONTAINER["env"]} <= {f"FIGURECHECK_{name.upper()}" for name in Settings.__struct_fields__}
    [pause] = re.findall(r"sleep\((\d+)\)", " ".join(CONTAINER["lifecycle"]["preStop"]["exec"]["command"]))
    assert POD["spec"]["terminationGracePeriodSeconds"] >= int(pause) + settings.grace_seconds + 5
    assert settings.grace_seconds >= settings.body_seconds + settings.deadline_seconds


def test_probes_ask_what_there_is() -> None:
    [port] = CONTAINER["ports"]
    assert port == {"name": "http", "containerPort": Settings().port}
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert CONTAINER[probe]["httpGet"]["port"] == "http"
    assert CONTAINER["livenessProbe"]["httpGet"]["path"] == "/health/live"
    assert CONTAINER["readinessProbe"]["httpGet"]["path"] == CONTAINER["startupProbe"]["httpGet"]["path"] == "/health/ready"
    assert CONTAINER["securityContext"]["readOnlyRootFilesystem"]
