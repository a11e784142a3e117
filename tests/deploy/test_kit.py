"""The kiosk kit as it is written: what its scripts, units and page say of each other."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ET
from configparser import RawConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KIT = ROOT / "deploy"
LINUX = KIT / "linux"
WALL = (LINUX / "kiosk-wall").read_text("utf-8")
INSTALL = (LINUX / "install").read_text("utf-8")
WINDOWS = (KIT / "windows" / "kiosk-wall.ps1").read_text("utf-8")
PAGE = (KIT / "README.md").read_text("utf-8")
#: Flags that mean something on one system alone, and the two ways to fill the screen.
LINUX_ALONE = {"--ozone-platform", "--password-store"}
WINDOWS_ALONE = {"--app", "--start-fullscreen"}
#: Options of commands that the page shows, which are not the browser's.
OF_COMMANDS = re.compile(r"flask .*|useradd .*|systemctl .*|sudo deploy.*|`--(?:rotate|link).*")
SHELL_SCRIPTS = [LINUX / "install", LINUX / "kiosk-wall"]
FLAG = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def unit(path: Path) -> RawConfigParser:
    """A systemd unit as sections of settings."""
    read = RawConfigParser()
    read.optionxform = str  # type: ignore[assignment, method-assign]  # ConfigParser's own way
    read.read(path, "utf-8")
    return read


def flags_on_linux() -> set[str]:
    """What kiosk-wall gives to the browser."""
    given = WALL[WALL.index("flags() {") : WALL.index("start_browser() {")]
    return {*FLAG.findall(given)}


def flags_on_windows() -> set[str]:
    """What kiosk-wall.ps1 gives to the browser."""
    given = WINDOWS[WINDOWS.index("function Get-Flags") : WINDOWS.index("function Test-Server")]
    return {*FLAG.findall(given)}


@pytest.mark.parametrize("script", SHELL_SCRIPTS, ids=lambda path: path.name)
def test_shell_scripts_parse_and_may_be_run(script: Path):
    said = subprocess.run(["bash", "-n", script], check=False, capture_output=True, text=True)

    assert (said.returncode, said.stderr) == (0, "")
    assert script.stat().st_mode & 0o111


def test_both_systems_give_the_browser_the_same_flags():
    assert flags_on_linux() - LINUX_ALONE == flags_on_windows() - WINDOWS_ALONE


def test_every_flag_and_setting_the_page_names_exists():
    named = set(FLAG.findall(OF_COMMANDS.sub("", PAGE)))
    settings = set(re.findall(r"`([A-Z]+_?[A-Z]+)`", PAGE)) - {"KIOSK_BASE_URL", "SIGTERM"}

    assert "--unsafely-treat-insecure-origin-as-secure" in named
    assert named <= flags_on_linux()
    written = INSTALL[INSTALL.index("<<'SETTINGS'") : INSTALL.index("\nSETTINGS\n")]
    assert settings == set(re.findall(r"^([A-Z_]+)=", written, re.MULTILINE))
    assert all(f"{name}=" in WALL for name in settings)


def test_every_option_the_page_gives_is_taken():
    for option in ("--rotate", "--link"):
        assert option in PAGE
        assert f"{option})" in INSTALL
    parameters = WINDOWS[WINDOWS.index("param(") :]
    for option in set(re.findall(r"(?<=[ `])-([A-Z][a-z]+)\b(?!-)", PAGE)) - {"File"}:
        if option != "ExecutionPolicy":
            assert re.search(rf"\]\${option}\b", parameters), option


def test_every_link_of_the_page_leads_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (KIT / target).exists(), target


def test_the_walls_unit_starts_what_is_installed():
    service = unit(LINUX / "kiosk-wall.service")["Service"]

    assert "/usr/local/bin/kiosk-wall" in service["ExecStart"]
    assert '"$here/kiosk-wall" /usr/local/bin/kiosk-wall' in INSTALL
    assert f'"$here/kiosk-wall.pam" /etc/pam.d/{service["PAMName"]}' in INSTALL
    assert f"--home-dir {service['WorkingDirectory']} " in INSTALL
    assert INSTALL.count(f"{service['User']}\n") >= 1
    for option in ("-nocursor", "-s 0", "-dpms"):
        assert option in service["ExecStart"]


def test_the_wall_waits_for_no_network_and_never_gives_up():
    read = unit(LINUX / "kiosk-wall.service")

    # systemd-user-sessions.service comes after the network, and pam_nologin waits for it.
    waits_for = read["Unit"]["After"] + read["Unit"]["Wants"]
    assert not re.search("network|user-sessions", waits_for)
    lines = (LINUX / "kiosk-wall.pam").read_text("utf-8").splitlines()
    assert not any("pam_nologin" in line for line in lines if not line.startswith("#"))
    assert read["Service"]["Restart"] == "always"
    assert read["Unit"]["StartLimitIntervalSec"] == "0"


def test_the_servers_unit_runs_what_the_makefile_has():
    service = unit(KIT / "server" / "kiosk.service")["Service"]

    assert service["ExecStart"] == "/usr/bin/make run"
    assert re.search(r"^run:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_the_windows_script_is_read_alike_by_every_powershell():
    # PowerShell 5.1 takes a file without a byte order mark for the local code page.
    assert WINDOWS.isascii()
    # PowerShell 2.0 knows neither of these.
    assert not re.search(
        r"Invoke-WebRequest|Get-CimInstance|PSScriptRoot|ConvertFrom-Json", WINDOWS
    )


def test_the_windows_script_closes_what_it_opens_and_calls_what_it_has():
    code = re.sub(r"(?m)^ *#.*", "", WINDOWS)
    code = re.sub(r'(?s)@"\n.*?\n"@|"(?:`.|[^"`])*"|\'[^\']*\'', "''", code)

    for opening, closing in ("()", "{}", "[]"):
        assert code.count(opening) == code.count(closing), opening
    defined = set(re.findall(r"^function ([A-Z][a-z]+-\w+)", code, re.MULTILINE))
    of_powershell = {"Get-WmiObject", "Join-Path", "Split-Path", "Test-Path"}
    of_powershell |= {"Copy-Item", "Move-Item", "New-Item", "Set-ItemProperty"}
    of_powershell |= {"Select-Object", "Where-Object", "Start-Process", "Start-Sleep", "Out-Null"}
    assert set(re.findall(r"\b[A-Z][a-z]+-[A-Z]\w+", code)) == defined | of_powershell


def test_the_windows_task_is_well_formed_and_never_stopped():
    task = WINDOWS[WINDOWS.index("<Task ") : WINDOWS.index("</Task>") + len("</Task>")]
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    settings = ET.fromstring(task).find(f"{space}Settings")  # noqa: S314  our own text

    assert settings is not None
    assert settings.findtext(f"{space}ExecutionTimeLimit") == "PT0S"
    assert settings.findtext(f"{space}RunOnlyIfNetworkAvailable") == "false"
    assert settings.findtext(f"{space}StopIfGoingOnBatteries") == "false"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("", "install ADDRESS"),
        ("10.1.2.3", "http://10.1.2.3:8000"),
        ("http://10.1.2.3:8000/screen", "without a path"),
        ("http://10.1.2.3 --rotate", "wants a value"),
        ("http://10.1.2.3 --rotate up", "left, right, inverted"),
        ("http://10.1.2.3 --link http://10.9.9.9/screen/claim/x", "http://10.1.2.3/screen/claim/"),
        ("http://10.1.2.3 --turn left", "--turn"),
    ],
)
def test_what_cannot_be_installed_is_refused_in_one_sentence(arguments: str, words: str):
    command = ["bash", str(LINUX / "install"), *arguments.split()]
    said = subprocess.run(command, check=False, capture_output=True, text=True, timeout=30)

    assert said.returncode == 2
    assert words in said.stderr
    assert len(said.stderr.splitlines()) == 1
