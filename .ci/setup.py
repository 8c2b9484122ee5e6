r"""Make this checkout ready: system packages, .venv, the locked packages, the project itself.

Run it as `make setup`, or on Windows as `py -3 .ci\setup.py`; as often as you like. It needs nothing but
Python 3.11 or newer, and asks for the network only where something is missing.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWER = ["python3.14", "python3.13", "python3.12", "python3.11"]

HOUSE = Path(__file__).resolve().parent.parent
VENV = HOUSE / ".venv"
LOCK = HOUSE / "requirements.lock"
READY = VENV / ".ready"

# Debian keeps the part of Python that makes virtual environments in a package of its own.
VENV_PACKAGE = "python{}.{}-venv".format(*sys.version_info[:2])
# What Qt's own libraries link to (objdump -p on the wheel): without these nothing can be drawn at all.
FOR_QT = [
    "libdbus-1-3", "libegl1", "libfontconfig1", "libgl1", "libglib2.0-0", "libgssapi-krb5-2", "libx11-6",
    "libxkbcommon0",
]  # fmt: skip
# What its xcb and wayland plugins link to: only a window on a screen needs these.
FOR_A_SCREEN = [
    "libwayland-cursor0", "libwayland-egl1", "libx11-xcb1", "libxcb-cursor0", "libxcb-glx0", "libxcb-icccm4",
    "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-render0",
    "libxcb-shape0", "libxcb-shm0", "libxcb-sync1", "libxcb-util1", "libxcb-xfixes0", "libxcb-xkb1",
    "libxkbcommon-x11-0",
]  # fmt: skip
# The letters of the pictures, and the British word list.
FOR_LOOKS = ["fonts-inter", "hunspell-en-gb"]


def main():
    """Set everything up; the exit status says whether the program can run."""
    run_on_a_new_enough_python()
    for_venv = [] if venv_module_is_there() else [VENV_PACKAGE]
    add_system_packages(for_venv + FOR_QT + FOR_A_SCREEN + FOR_LOOKS)
    make_venv()
    install_locked_packages()
    check_qt()
    READY.touch()
    print("Ready: the program is in " + str(VENV.relative_to(HOUSE)) + ".")


def run_on_a_new_enough_python():
    """Go on with a newer Python where this one is too old, or say that there is none."""
    if sys.version_info >= OLDEST:
        return
    for name in NEWER:
        found = shutil.which(name)
        if found and quietly(found, "-c", ""):
            print("This is Python {}.{}; going on with {}.".format(*sys.version_info[:2], found), flush=True)
            os.execv(found, [found, *sys.argv])
    stop(
        "ASC Desk needs Python {}.{} or newer, and this is {}.{}.".format(*OLDEST, *sys.version_info[:2]),
        "Install a newer one and name it: make PYTHON=/path/to/python3 setup",
    )


def venv_module_is_there():
    """Whether `python -m venv` can work."""
    importlib.invalidate_caches()
    return bool(importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"))


def add_system_packages(wanted):
    """Install what Debian has and this computer has not; where that may not be done, say what to type."""
    missing = missing_packages(wanted)
    if not missing:
        return
    if may_install() is None:
        print("Not on this computer: " + " ".join(missing))
        print("To add them, type: sudo apt-get install --no-install-recommends " + " ".join(missing))
        return
    print("Installing " + " ".join(missing) + " ...", flush=True)
    fetched = apt_get("update", "-q", "-o", "APT::Update::Error-Mode=any")
    if not apt_get("install", "-y", "-q", "--no-install-recommends", *missing) and fetched:
        for package in missing:  # one that this Debian does not know must not keep the others away
            apt_get("install", "-y", "-q", "--no-install-recommends", package)
    missing = missing_packages(missing)
    if missing:
        print("Could not be installed; going on without: " + " ".join(missing))


def missing_packages(wanted):
    """Those of the wanted packages that dpkg does not know as installed; none where there is no dpkg."""
    if not shutil.which("dpkg-query"):
        return []
    listing = "${db:Status-Status}\t${Package}\t${Provides}\n"
    found = subprocess.run(["dpkg-query", "-W", "-f", listing], stdout=subprocess.PIPE, check=True)
    there = set()
    for line in found.stdout.decode().splitlines():
        status, package, provides = line.split("\t")
        if status == "installed":  # libglib2.0-0t64 provides libglib2.0-0
            there.update([package], (name.split()[0] for name in provides.split(",") if name.strip()))
    return [package for package in wanted if package not in there]


def may_install():
    """Say what to put before apt-get here, or None where it may not be called."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and quietly("sudo", "-n", "true"):
        return ["sudo", "-n"]
    return None


def apt_get(*words):
    """Run apt-get without questions; whether it succeeded."""
    patience = ["-o", "DPkg::Lock::Timeout=60", "-o", "Acquire::http::Timeout=20"]
    command = [*may_install(), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *patience, *words]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def make_venv():
    """Make .venv, unless there is one whose Python runs and is new enough."""
    question = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    if venv_python().exists() and quietly(venv_python(), "-c", question):
        return
    if not venv_module_is_there():
        stop("This Python cannot make a virtual environment.", "Type: sudo apt-get install " + VENV_PACKAGE)
    print("Making .venv with Python {}.{}.{} ...".format(*sys.version_info[:3]), flush=True)
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False).returncode:
        stop("The virtual environment .venv could not be made.", "The lines above say why.")


def venv_python():
    """Return the Python of the virtual environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install_locked_packages():
    """Install exactly what the lock names, each checked by its hash, then the project itself in place."""
    print("Installing the packages that requirements.lock names ...", flush=True)
    if not pip_install("--require-hashes", "--only-binary=:all:", "-r", str(LOCK)):
        stop(
            "The packages could not be installed.",
            "The lines above say why; the first time, pip has to reach its package index.",
        )
    if not pip_install("--no-build-isolation", "-e", "."):
        stop("The project itself could not be installed into .venv.", "The lines above say why.")


def pip_install(*words):
    """Run .venv's pip without questions, and for no more than it is told; whether it succeeded."""
    pip = [str(venv_python()), "-m", "pip", "install", "-q", "--no-input", "--disable-pip-version-check"]
    return subprocess.run([*pip, "--no-deps", *words], cwd=str(HOUSE), check=False).returncode == 0


def check_qt():
    """Stop where Qt cannot even draw off screen: everything else would fail in a less plain way."""
    if quietly(venv_python(), "-c", "import PySide6.QtWidgets"):
        return
    subprocess.run([str(venv_python()), "-c", "import PySide6.QtWidgets"], check=False)
    stop(
        "Qt cannot start: a library of the system is missing.",
        "On Debian or Ubuntu, type: sudo apt-get install " + " ".join(FOR_QT),
    )


def quietly(*command):
    """Run a command without a word; whether it succeeded."""
    words = [str(word) for word in command]
    done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def stop(problem, remedy):
    """End with a sentence on what is wrong and one on what to do."""
    sys.exit(problem + "\n" + remedy)


if __name__ == "__main__":
    main()
