"""Storage: implements `ascdesk.store` on one SQLite file."""
