"""The core of ASC Desk: what figures mean and how they are judged. No Qt, no SQL."""
