"""Moments as they stand in the database: UTC text that sorts, exact to the second."""

from datetime import UTC, datetime


def to_text(moment: datetime) -> str:
    """`2017-02-01T08:05:00Z` for an aware moment."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_text(text: str) -> datetime:
    """The aware moment of a text that `to_text` made."""
    return datetime.fromisoformat(text)
