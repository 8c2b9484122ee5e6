"""What the command line prints as JSON: the keys that others depend on (design.md, section 6)."""

from ascdesk.documents.catalogue import measures
from ascdesk.documents.judged import scorecard
from ascdesk.documents.kept import commentaries, figures
from ascdesk.documents.log import history
from ascdesk.documents.values import Document
from ascdesk.documents.work import calendar, check, imported

__all__ = [
    "Document", "calendar", "check", "commentaries", "figures", "history", "imported", "measures", "scorecard",
]  # fmt: skip
