"""schemathesis with all its checks against a running service, without keys and with one; bounded, and the same every time.

python -m tests.contract.run [EXAMPLES]
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from service.api.access import mint
from tests.servers import served

HERE = Path(__file__).parent
EXAMPLES = "60"
SEED = "17"


def main(examples: str = EXAMPLES) -> int:
    """The first status other than 0, or 0."""
    key, entry = mint("contract")
    for keys, headers in (("", []), (entry, ["--header", f"Authorization: Bearer {key}"])):
        with served(api_keys=keys, max_body_bytes="1000000") as server:
            command = [str(Path(sys.executable).parent / "st"), "run", f"{server.url}/schema/openapi.json", *headers]
            command += ["--checks", "all", "--max-examples", examples, "--seed", SEED, "--phases", "examples,coverage,fuzzing"]
            command += ["--generation-deterministic", "--no-color", "--continue-on-failure"]
            status = subprocess.run(command, env={**os.environ, "SCHEMATHESIS_HOOKS": str(HERE / "hooks.py")}, check=False).returncode
            if status:
                return status
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
