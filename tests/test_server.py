"""What the serving program carries: everything in it is paid for by each worker, all year."""

import subprocess
import sys

NAME_MODULES = "import sys, kiosk.server; print(*sys.modules)"
#: Only setting up, commands and tests need these.
NOT_FOR_SERVING = {
    "alembic",
    "mako",
    "kiosk.cli",
    "kiosk.backup",
    "kiosk.doctor",
    "kiosk.first_start",
}


def test_the_server_imports_nothing_that_only_setting_up_needs(root):
    answer = subprocess.run(
        [sys.executable, "-c", NAME_MODULES], cwd=root, capture_output=True, text=True, check=True
    )
    imported = set(answer.stdout.split())

    assert "kiosk.faces.screen" in imported
    assert imported & NOT_FOR_SERVING == set()
