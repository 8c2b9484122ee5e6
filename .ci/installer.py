r"""Build `dist/ASC Desk/` with PyInstaller, then start both of its programs to see that they work.

Run it as `make installer`, or on Windows as `.venv\Scripts\python .ci\installer.py`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from setup import HOUSE, add_system_packages, stop

PROGRAM = HOUSE / "dist" / "ASC Desk"
SUFFIX = ".exe" if os.name == "nt" else ""


def main() -> None:
    """Build, then try what was built."""
    have_what_pyinstaller_needs()
    build()
    try_it()
    size = sum(file.lstat().st_size for file in PROGRAM.rglob("*") if not file.is_symlink())
    print(f"Built and tried: {PROGRAM.relative_to(HOUSE)}, {size / 1e6:.0f} MB.")


def have_what_pyinstaller_needs() -> None:
    """Stop where PyInstaller would: it needs Python as a shared library, and objdump to look into it."""
    if os.name == "nt":
        return
    library = "libpython{}.{}".format(*sys.version_info[:2])
    of_debian = Path(sys.base_prefix) == Path("/usr")
    add_system_packages(["binutils", *([library] if of_debian else [])])
    if not shutil.which("objdump"):
        stop("PyInstaller needs objdump.", "Type: sudo apt-get install binutils")
    question = "from PyInstaller.depend.bindepend import get_python_library_path; get_python_library_path()"
    if subprocess.run([sys.executable, "-c", question], capture_output=True, check=False).returncode:
        stop(
            f"PyInstaller needs Python as a shared library, and {sys.base_prefix} has none.",
            f"Type: sudo apt-get install {library}"
            if of_debian
            else "Set up again with a Python built with --enable-shared, such as Debian's own: "
            "make clean, then make PYTHON=/usr/bin/python3 installer",
        )


def build() -> None:
    """Freeze the program as build_installer.spec says."""
    words = ["--noconfirm", "--log-level=WARN", "--distpath=dist", "--workpath=build/pyinstaller"]
    command = [sys.executable, "-m", "PyInstaller", *words, "build_installer.spec"]
    built = subprocess.run(command, cwd=HOUSE, check=False)
    if built.returncode:
        stop("PyInstaller stopped.", "The lines above say why.")


def try_it() -> None:
    """Start what was built, away from the sources: the window, the version, a new file and all pages on it."""
    with tempfile.TemporaryDirectory() as folder:
        start(folder, "ASC Desk")
        start(folder, "ascdesk", "--version")
        start(folder, "ascdesk", "new", "tried.ascdesk", "--sample", "scorecard")
        if not (Path(folder) / "tried.ascdesk").stat().st_size:
            stop("The frozen program left an empty file.", "Compare with .venv/bin/ascdesk new.")
        start(folder, "ASC Desk", "tried.ascdesk")


def start(folder: str, name: str, *words: str) -> None:
    """Run one of the two programs in a folder of its own; it has to end by itself and well."""
    own = {"ASCDESK_SMOKE": "pages", "QT_QPA_PLATFORM": "offscreen"}
    command = [str(PROGRAM / (name + SUFFIX)), *words]
    try:
        done = subprocess.run(command, cwd=folder, env={**os.environ, **own}, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        stop(f"{name} did not end within two minutes.", "Does ASCDESK_SMOKE=pages still close the window?")
    if done.returncode:
        stop(f"{' '.join([name, *words])} ended with status {done.returncode}.", "The lines above say why.")


if __name__ == "__main__":
    main()
