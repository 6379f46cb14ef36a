"""Generates the clients that users would generate, checks their types, and takes each through a round trip.

python -m tests.clients.run
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from service.api.access import mint
from tests.servers import served

HERE = Path(__file__).parent
CONTRACT = HERE.parent.parent / "openapi" / "openapi.json"
BUILD = HERE.parent.parent / "build" / "clients"
TYPESCRIPT = HERE / "typescript"
# The generated client.py passes on what __exit__ gets as objects; that is the generator's, not the contract's.
MYPY = "[mypy]\nstrict = true\n[mypy-figurecheck_client.client]\ndisable_error_code = arg-type\n"


def run(*command: str | Path, cwd: Path = HERE, **environment: str) -> str:
    """What a command prints; a warning in it is an error, like a status other than 0."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    found = subprocess.run(
        list(map(str, command)), cwd=cwd, env={**os.environ, "PATH": path, **environment}, capture_output=True, text=True, check=False
    )
    said = found.stdout + found.stderr
    # npm warns of settings of the machine, which say nothing of the contract.
    warned = any("warn" in line.lower() and not line.startswith("npm warn") for line in said.splitlines())
    if found.returncode or warned:
        raise SystemExit(f"{' '.join(map(str, command))}\n{said}")
    return found.stdout


def main() -> None:
    """Everything."""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    package = BUILD / "figurecheck_client"
    generator: list[str | Path] = [
        "openapi-python-client",
        "generate",
        "--path",
        CONTRACT,
        "--config",
        "python.yaml",
        "--meta",
        "none",
        "--fail-on-warning",
    ]
    run(*generator, "--output-path", package)
    (BUILD / "mypy.ini").write_text(MYPY, encoding="utf-8")
    run("mypy", "--config-file", BUILD / "mypy.ini", "-p", "figurecheck_client", cwd=BUILD)
    run("mypy", "--config-file", BUILD / "mypy.ini", HERE / "round_trip.py", cwd=BUILD, MYPYPATH=str(BUILD))

    if not (TYPESCRIPT / "node_modules/.package-lock.json").exists():
        run("npm", "ci", "--no-audit", "--no-fund", cwd=TYPESCRIPT)
    for leftover in ("generated", "built"):
        shutil.rmtree(TYPESCRIPT / leftover, ignore_errors=True)
    run("npx", "openapi-ts", "--no-log-file", cwd=TYPESCRIPT)
    # A field with a default may be left out of a request; openapi-typescript has to be told so.
    run("npx", "openapi-typescript", CONTRACT, "--default-non-nullable=false", "--output", "generated/schema.d.ts", cwd=TYPESCRIPT)
    run("npx", "tsc", cwd=TYPESCRIPT)

    key, entry = mint("client")
    # Bodies from 6,000 bytes on find no room, those from 9,000 bytes on are too long.
    with served(api_keys=entry, max_in_flight_bytes="6000", max_body_bytes="9000") as server:
        print(run(sys.executable, HERE / "round_trip.py", server.url, key, PYTHONPATH=str(BUILD)), end="")
        print(run("node", "built/round-trip.js", server.url, key, cwd=TYPESCRIPT), end="")


if __name__ == "__main__":
    main()
