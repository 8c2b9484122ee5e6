"""The core: plain functions, no Qt."""
