"""The dates of a timeline as an iCalendar file (RFC 5545)."""

from hashlib import sha256

from foedus.base import instant_text
from foedus.model.papers import Dated, Papers
from foedus.report.words import capital


def ics(papers: Papers) -> str:
    """The last instants of decisions and duties, and what begins and ends, as events of a calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Foedus//Foedus {papers.version}//EN", "CALSCALE:GREGORIAN",
             f"X-WR-CALNAME:{_text(papers.title)}"]  # fmt: skip
    seen: set[str] = set()
    for days in papers.calendar.timelines:
        for one in days.days:
            if one.kind != "event" and instant_text(one.at)[:4].isdigit():
                lines += _event(one, days.title, papers, seen)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(one: Dated, title: str, papers: Papers, seen: set[str]) -> list[str]:
    what = f"{capital(one.who)}: {one.what}" if one.kind in ("decision", "duty") else one.what
    ident = sha256(f"{papers.digest}\0{title}\0{one.at}\0{what}\0{one.where}".encode()).hexdigest()[:32]
    if ident in seen:
        return []
    seen.add(ident)
    told = [
        one.where,
        f"came to: {one.state}" if one.state else "",
        f"timeline “{title}”",
        "Our draft, our options.",
    ]
    return [
        "BEGIN:VEVENT", f"UID:{ident}@foedus", f"DTSTAMP:{_instant(papers.at)}", f"DTSTART:{_instant(one.at)}",
        f"SUMMARY:{_text(what)}", f"DESCRIPTION:{_text('; '.join(t for t in told if t))}",
        f"CATEGORIES:{one.kind.upper()}", "TRANSP:TRANSPARENT", "END:VEVENT",
    ]  # fmt: skip


def _instant(at: int) -> str:
    said = instant_text(at)
    return f"{said[:10].replace('-', '')}T{said[11:].replace(':', '')}00Z"


def _text(said: str) -> str:
    """A text with what has a meaning in the format escaped."""
    for mark in ("\\", ";", ","):
        said = said.replace(mark, f"\\{mark}")
    return said.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, as the format wants it."""
    pieces: list[str] = []
    left = ""
    for letter in line:
        if len((left + letter).encode()) > (75 if not pieces else 74):
            pieces.append(left)
            left = ""
        left += letter
    return "\r\n ".join([*pieces, left])
