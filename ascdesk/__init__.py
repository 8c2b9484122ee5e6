"""The core of ASC Desk: what figures mean and how they are judged. No Qt, no SQL."""


def program_version() -> str:
    """Return the version of the program that runs."""
    from importlib.metadata import PackageNotFoundError, version  # slow to load, and seldom asked for

    try:
        return version("ascdesk")
    except PackageNotFoundError:
        return "unknown"
