"""The timeline as plain data for the person: CSV for a spreadsheet, JSON for a program."""

from __future__ import annotations

from imeworkbook.timeline import Timeline

_BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else


def to_csv(timeline: Timeline) -> str:
    """One row an entry under the columns of `Timeline.to_frame`; days as ISO dates, empty where open or not stated."""
    text: str = timeline.to_frame().to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\r\n")
    return _BYTE_ORDER_MARK + text


def to_json(timeline: Timeline) -> str:
    """The same rows as a list of objects; null where open or not stated."""
    frame = timeline.to_frame()
    days = {name: frame[name].dt.strftime("%Y-%m-%d") for name in frame.select_dtypes("datetime").columns}
    text: str = frame.assign(**days).to_json(orient="records", indent=1, force_ascii=False)
    return text
