"""The command: what it prints, and the status it ends with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scripts.demo import free_port, wait
from service.cli import main

VALLEY = "At least 17 people died in the Arvel valley flood on Tuesday."
UPLAND = "The Arvel valley flood killed 11 people on Tuesday."


def run(*arguments: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["check", *arguments], input=stdin, catch_exceptions=False)


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "valley.txt").write_text(VALLEY, encoding="utf-8")
    (tmp_path / "upland.txt").write_text(UPLAND, encoding="utf-8")
    (tmp_path / "page.html").write_text(f"<html><body><article><p>{UPLAND}</p></article></body></html>", encoding="utf-8")
    return tmp_path


def test_conflicts_are_shown_with_sources_and_quotes() -> None:
    found = run("valley.txt", "upland.txt")
    assert found.exit_code == 1
    assert "conflict" in found.stdout
    for piece in ("valley.txt", "upland.txt", "17", "11"):
        assert piece in found.stdout


def test_nothing_to_report() -> None:
    found = run("upland.txt")
    assert found.exit_code == 0
    assert "nothing to report" in found.stdout


def test_pages_are_read() -> None:
    assert run("valley.txt", "page.html").exit_code == 1


def test_json_is_the_report_of_the_service() -> None:
    found = run("--json", "--published-at", "2025-06-12", "valley.txt", "upland.txt")
    report = json.loads(found.stdout)
    assert found.exit_code == 1
    assert report["summary"]["documents"] == 2
    assert {document["published_at"] for document in report["documents"]} == {"2025-06-12"}


def test_the_days_of_files_are_not_the_days_of_texts() -> None:
    report = json.loads(run("--json", "upland.txt").stdout)
    assert report["documents"][0]["published_at"] is None
    assert [warning["code"] for warning in report["warnings"]] == ["unresolved_dates"]


def test_a_dossier(files: Path) -> None:
    documents = [{"id": "a", "source": "Valley Post", "text": VALLEY}, {"id": "b", "source": "Upland News", "text": UPLAND}]
    dossier = json.dumps({"documents": documents})
    (files / "dossier.json").write_text(dossier, encoding="utf-8")
    found = run("dossier.json")
    assert found.exit_code == 1
    assert "Valley Post" in found.stdout
    assert run("-", stdin=dossier).stdout == found.stdout
    assert run("--min-confidence", "1", "dossier.json").exit_code in {0, 1}
    silent = json.dumps({"documents": documents, "options": {"relations": ["agree"]}})
    assert run("-", stdin=silent).exit_code == 0


def test_text_from_standard_input() -> None:
    assert run("-", "valley.txt", stdin=UPLAND).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "stdin", "message"),
    [
        (["nowhere.txt"], "", "nowhere.txt: No such file"),
        (["."], "", "Is a directory"),
        (["-"], b"\xff\xfe caf\xe9", "not UTF-8"),
        (["-"], "{", "Expecting property name"),
        (["-"], '{"documents": [{"id": "a"}], "x": 1}', "/documents/0: Give exactly one of text and html."),
        (["-", "valley.txt"], '{"documents": []}', "checked by itself"),
        (["--published-at", "2024-13-01", "valley.txt"], "", "give a day"),
        (["valley.txt", "valley.txt"], "", "given twice"),
        ([], "", "Missing argument"),
        (["--colour", "valley.txt"], "", "No such option"),
        (["--min-confidence", "2", "valley.txt"], "", "not in the range"),
    ],
)
def test_input_that_cannot_be_used(arguments: list[str], stdin: str | bytes, message: str) -> None:
    found = run(*arguments, stdin=stdin)
    assert found.exit_code == 2
    assert message in found.stderr
    assert found.stdout == ""


def test_texts_cannot_drive_the_terminal(files: Path) -> None:
    (files / "evil.txt").write_text(f"\x1b[2J\x1b]0;owned\x07 \u202e{VALLEY} [bold]", encoding="utf-8")
    found = run("evil.txt", "upland.txt")
    assert found.exit_code == 1
    assert not set("\x1b\x07\u202e") & set(found.stdout)


def test_an_unfit_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIGURECHECK_PORT", "many")
    found = CliRunner().invoke(main, ["serve"])
    assert found.exit_code == 2
    assert "FIGURECHECK_PORT" in found.stderr


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_serve_stops_when_told_to(stop: signal.Signals) -> None:
    port = free_port()
    command = [sys.executable, "-m", "service.cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, "FIGURECHECK_PORT": "1"}) as server:
        wait(f"http://127.0.0.1:{port}", server)
        server.send_signal(stop)
        _, log = server.communicate(timeout=20)
    assert server.returncode == 0
    assert b"Traceback" not in log


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("html", b"<!doctype html>"),
        ("csv", b"finding,relation,"),
        ("claims-csv", b"claim,document,"),
        ("annotations", b'{\n "@context": "http://www.w3.org/ns/anno.jsonld"'),
        ("json", b'{"summary":'),
        ("table", "┏".encode()),
    ],
)
def test_the_report_in_a_file(files: Path, form: str, begins: bytes) -> None:
    found = run("valley.txt", "upland.txt", "--format", form, "--output", "report")
    assert (found.exit_code, found.stdout) == (1, "")
    assert (files / "report").read_bytes().startswith(begins)


def test_a_file_that_cannot_be_written() -> None:
    found = run("valley.txt", "--format", "html", "-o", "nowhere/report.html")
    assert found.exit_code == 2
    assert "nowhere/report.html" in found.stderr
