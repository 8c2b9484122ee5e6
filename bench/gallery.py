"""Pictures of every page at the sizes that it is made for: `python -m bench.gallery OUTDIR [SCENE ...]`.

One child process a screen and dress, since Qt takes its scale when it starts. Sizes are physical pixels.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen in physical pixels, its scale, and what the program wears on it."""

    width: int
    height: int
    scale: float
    shade: str

    @property
    def name(self) -> str:
        """What the pictures taken on it are called."""
        return f"{self.width}x{self.height}-{round(self.scale * 100)}-{self.shade}"


SIZES = ((1366, 768, 1.0), (1366, 768, 1.25), (1920, 1080, 1.5), (1920, 1080, 2.0))
SCREENS = tuple(Screen(*size, shade) for size in SIZES for shade in ("light", "dark"))


def main() -> int:
    """Take all pictures, or those of the scenes and screens whose names hold the given words."""
    asked = argparse.ArgumentParser(prog="python -m bench.gallery", description=__doc__)
    asked.add_argument("out", type=Path)
    asked.add_argument("scenes", nargs="*", help="words of scenes; all without")
    asked.add_argument("--screen", default="", help="a word of the screens, such as 1920 or dark; all without")
    asked.add_argument("--child", nargs=2, metavar=("SCREEN", "SAMPLES"), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.child:
        screen = next(each for each in SCREENS if each.name == given.child[0])
        take(given.out, screen, Path(given.child[1]), given.scenes)
        return 0
    given.out.mkdir(parents=True, exist_ok=True)
    from bench.studio import make_samples

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as crew:
        make_samples(Path(folder))
        screens = [each for each in SCREENS if given.screen in each.name]
        list(crew.map(lambda screen: send(screen, given.out.resolve(), Path(folder), given.scenes), screens))
    print(f"{len(list(given.out.glob('*.png')))} pictures in {given.out}")
    return 0


def send(screen: Screen, out: Path, samples: Path, scenes: Sequence[str]) -> None:
    """Have the pictures of one screen taken, by a process of their own."""
    described = samples / f"{screen.name}.json"
    described.write_text(json.dumps({"screens": [{
        "name": "screen", "x": 0, "y": 0, "width": screen.width, "height": screen.height,
        "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1,
    }]}))  # fmt: skip
    surroundings = os.environ | {
        "QT_SCALE_FACTOR": str(screen.scale), "QT_QPA_PLATFORM": f"offscreen:configfile={described}",
        "QT_LOGGING_RULES": "qt.qpa.*=false",
    }  # fmt: skip
    words = [sys.executable, "-m", "bench.gallery", str(out), *scenes, "--child", screen.name, str(samples)]
    subprocess.run(words, check=True, env=surroundings)


def take(out: Path, screen: Screen, samples: Path, wanted: Sequence[str]) -> None:
    """Take the pictures of one screen."""
    from bench.scenes import SCENES
    from bench.studio import Studio
    from ui import theme
    from ui.app import application
    from ui.tokens import DARK, LIGHT

    app = application()
    theme.dress(app, DARK if screen.shade == "dark" else LIGHT)
    with tempfile.TemporaryDirectory() as folder:
        width, height = round(screen.width / screen.scale), round(screen.height / screen.scale)
        studio = Studio(samples, Path(folder), width, height)
        for set_up in SCENES:
            name = set_up.__name__.replace("_", "-")
            if wanted and not any(word in name for word in wanted):
                continue
            studio.clear()
            set_up(studio)
            studio.settle()
            studio.picture().save(str(out / f"{name}-{screen.name}.png"))
        studio.close()


if __name__ == "__main__":
    sys.exit(main())
