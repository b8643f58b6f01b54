"""`foedus explain`: what does a message mean, and how is it mended?"""

import re
import sys

import click

from foedus.cli.common import OK, json_option, show_json, stop


@click.command("explain")
@click.argument("code", required=False)
@json_option
def command(code: str | None, as_json: bool) -> None:
    """Explain a code, such as E0301, with a text that is wrong and the same text mended. Without a code: all codes."""
    pages = _pages()
    if code is None:
        if as_json:
            show_json(
                {"schema": "explain/1", "pages": [{"code": c, "title": _title(p)} for c, p in pages.items()]}
            )
        for name, page in pages.items() if not as_json else ():
            click.echo(f"{name}  {_title(page)}")
        sys.exit(OK)
    wanted = code.upper()
    if wanted not in pages:
        from foedus.base import nearest

        near = nearest(wanted, pages)
        stop(
            f"there is no code {code}",
            f"did you mean {near[0]}?" if near else "foedus explain lists all codes",
        )
    if as_json:
        show_json(
            {
                "schema": "explain/1",
                "pages": [{"code": wanted, "title": _title(pages[wanted]), "text": pages[wanted]}],
            }
        )
    else:
        click.echo(pages[wanted].rstrip("\n"))


def _title(page: str) -> str:
    """The heading of a page, without its code."""
    first = page.lstrip().splitlines()[0] if page.strip() else ""
    return re.sub(r"^#+\s*(?:[EFW]\d{4}\s*[:.–—-]?\s*)?", "", first)


def _pages() -> dict[str, str]:
    """Every page, by code: of messages, which begin with E, and of findings, which begin with F."""
    from importlib.resources import files

    found: dict[str, str] = {}
    for room in ("foedus.language", "foedus.check", "foedus.papers.word"):
        folder = files(room).joinpath("explain")
        if folder.is_dir():
            pages = [p for p in folder.iterdir() if re.fullmatch(r"[A-Z]\d{4}\.md", p.name)]
            found |= {p.name.removesuffix(".md"): p.read_text("utf-8") for p in pages}
    return dict(sorted(found.items()))
