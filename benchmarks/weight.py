"""What the product weighs: direct dependencies, the run-time environment, static files.

Makes a fresh environment from requirements.txt in a temporary folder, as `make run` does.

    python -m benchmarks.weight
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.kiosk import ROOT
from benchmarks.report import figure

#: Come with every environment and are not ours.
NOT_OURS = ("pip", "setuptools", "_distutils_hack", "pkg_resources")
MEGABYTE = 1_000_000


def main() -> None:
    """Measure and print."""
    figure("direct dependencies", str(len(_direct_dependencies())), aim="<= 14")
    figure(
        "run-time environment, without pip and setuptools",
        f"{_environment_bytes() / MEGABYTE:.1f} MB",
        aim="<= 120 MB",
    )
    static = _bytes_below(ROOT / "static")
    fonts = _bytes_below(ROOT / "static" / "vendor" / "fonts")
    figure("static files", f"{static / MEGABYTE:.1f} MB")
    figure("  of these the fonts", f"{fonts / MEGABYTE:.1f} MB")
    figure(
        "  of these ours", f"{(static - _bytes_below(ROOT / 'static' / 'vendor')) / 1000:.0f} kB"
    )


def _direct_dependencies() -> list[str]:
    lines = (ROOT / "requirements.in").read_text().splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _environment_bytes() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder) / "venv"
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)  # noqa: S603 - our own command
        subprocess.run(  # noqa: S603 - ditto
            [
                environment / "bin" / "python",
                *("-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
                *("--require-hashes", "-r", ROOT / "requirements.txt"),
            ],
            check=True,
        )
        return _bytes_below(environment)


def _bytes_below(folder: Path) -> int:
    return sum(
        path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and not _is_not_ours(path)
    )


def _is_not_ours(path: Path) -> bool:
    return any(part.split("-")[0] in NOT_OURS for part in path.parts)


if __name__ == "__main__":
    main()
