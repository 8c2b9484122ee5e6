"""From one financial year into the next: what is kept, changed, renumbered, retired, and the year's targets."""

from ascdesk.year.offering import offered
from ascdesk.year.questions import questions
from ascdesk.year.telling import changed_words, same_definition
from ascdesk.year.turned import begun, brought_back, redefined, retired, turned
from ascdesk.year.values import Fate, NewYear, Question, Turn

__all__ = [
    "Fate",
    "NewYear",
    "Question",
    "Turn",
    "begun",
    "brought_back",
    "changed_words",
    "offered",
    "questions",
    "redefined",
    "retired",
    "same_definition",
    "turned",
]
