"""The command line: everything but looking at windows, through the same `Workspace`.

Exit status: 0 done, 1 refused with a sentence on standard error and nothing changed, 2 wrong usage.
"""

from ascdesk.commands.giving import Doors
from ascdesk.commands.running import run

__all__ = ["Doors", "run"]
