"""Word documents made for tests, part by part: no file is stored, and nothing of them is python-docx's doing."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def run(text: str, properties: str = "", tag: str = "t") -> str:
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def ins(text: str, author: str) -> str:
    return f'<w:ins w:id="1" w:author="{author}" w:date="2025-11-01T10:00:00Z">{run(text)}</w:ins>'


def gone(text: str, author: str) -> str:
    return f'<w:del w:id="2" w:author="{author}" w:date="2025-11-01T10:00:00Z">{run(text, tag="delText")}</w:del>'


def p(*content: str, style: str = "", more: str = "") -> str:
    """A paragraph; what does not begin as XML is put into a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    body = "".join(c if c.startswith(("<w:", "<mc:")) else run(c) for c in content)
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{body}</w:p>"


def listed(text: str, number: int = 1, level: int = 0) -> str:
    return p(text, more=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(*rows: tuple[str, ...]) -> str:
    out = "".join(f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{p(c)}</w:tc>' for c in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{out}</w:tbl>"


def note(number: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def box(text: str) -> str:
    """A text box as Word 2010 and later write it: the same text twice, for newer and older readers."""
    inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    shape = (
        f'<wps:wsp xmlns:wps="{WPS}"><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="3000000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    drawing = (
        f'<w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="3000000" '
        f'cy="600000"/><wp:docPr id="1" name="Box 1"/><a:graphic xmlns:a="{A}"><a:graphicData uri="{WPS}">{shape}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    pict = f'<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
    return (
        f'<w:r><mc:AlternateContent><mc:Choice xmlns:wps="{WPS}" Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{pict}</mc:Fallback></mc:AlternateContent></w:r>"
    )


STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{i}"><w:name w:val="{n}"/>{more}</w:style>'
    for i, n, more in (
        ("Normal", "Normal", ""),
        ("Title", "Title", '<w:basedOn w:val="Normal"/>'),
        ("Heading1", "heading 1", '<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("Heading2", "heading 2", '<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ("ArticleNo", "Article", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'),
    )
)


def _level(level: int, form: str, text: str) -> str:
    return f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{_level(0, "decimal", "%1.")}{_level(1, "lowerLetter", "(%2)")}'
    f"{_level(2, 'lowerRoman', '(%3)')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="1">{_level(0, "decimal", "Article %1")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride>'
    "</w:num>"
)


def docx(
    *body: str, footnotes: str = "", comments: str = "", header: str = "", kind: str = MAIN,
    parts: dict[str, bytes] | None = None, rels: str = "", strict: bool = False,
) -> bytes:  # fmt: skip
    """The bytes of a .docx; parts and rels are added as they are, and replace what has the same name."""
    links = {"styles": STYLES, "numbering": NUMBERING}
    links |= {k: v for k, v in (("footnotes", footnotes), ("comments", comments), ("header", header)) if v}
    roots = {
        "styles": "styles",
        "numbering": "numbering",
        "footnotes": "footnotes",
        "comments": "comments",
        "header": "hdr",
    }
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}"'
    files: dict[str, bytes] = {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'
            + "".join(
                f'<Override PartName="/word/{n}.xml" ContentType="{MAIN.replace("document.main", n)}"/>'
                for n in links
            )
            + "</Types>"
        ).encode(),
        "_rels/.rels": (
            f'{HEAD}<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{R}/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/_rels/document.xml.rels": (
            f'{HEAD}<Relationships xmlns="{RELS}">'
            + "".join(
                f'<Relationship Id="rId{i}" Type="{R}/{n}" Target="{n}.xml"/>' for i, n in enumerate(links, 1)
            )
            + rels
            + "</Relationships>"
        ).encode(),
        "word/document.xml": (
            f"{HEAD}<w:document {spaces}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
        ).encode(),
        **{
            f"word/{n}.xml": f"{HEAD}<w:{roots[n]} {spaces}>{text}</w:{roots[n]}>".encode()
            for n, text in links.items()
        },
    }
    if strict:
        files = {
            n: data.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
                R.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
            )
            for n, data in files.items()
        }
    files |= parts or {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def guarantee() -> bytes:
    """A negotiating text as delegations exchange them: two sides' brackets, tracked changes, notes, a table."""
    return docx(
        p("DRAFT – 14 November 2025 – without prejudice"),
        p("Agreement on Security Guarantees for Ukraine", style="Title"),
        p("The Parties to this Agreement,"),
        p("Desiring a lasting peace [in accordance with the Charter of the United Nations],"),
        p("Have agreed as follows:"),
        p("Article 1", style="Heading1"),
        p("Request", style="Heading1"),
        listed("After an attack by Russia on Ukraine, Ukraine may invoke this Agreement."),
        p("Article 2 – Determination", style="Heading1"),
        p("2.1 On invocation ", run("[", "<w:b/>"), "majority of the Parties", run("] ["), run("unanimity", "<w:i/>"),
          " of the Parties]", " decides within [Ukraine: 24 hours] [Russia: seven (7) days] whether the case has "
          "arisen; on silence it has not."),
        p("2.2 The Parties shall consult with one another [without delay]."),
        p("Article 3. Response", style="Heading1"),
        p("3.1 When the case has arisen each other Party [shall/may] assist Ukraine within ", gone("30 days", "Moscow"),
          ins("90 days", "Moscow"), " of the decision.", note(2)),
        p("3.2 [Ukraine, Poland: Each Party shall do so [with the consent of [the Security Council] [the Rada]] and at "
          "its own cost.] [Russia: No Party is bound.]"),
        p("3.3 The measures are: [●]. See also [12]."),
        p("[Russia: Article 3 bis", style="Heading1"),
        p("Any use of force requires the consent of all Parties.]"),
        p("[Option 1: The annual review is held in Geneva.]"),
        p("[Option 2: The annual review is held in Vienna.]"),
        p("Article 4 Entry into force", style="Heading1"),
        p("This Agreement enters into force for a Party when that Party ratifies.", note(0, "comment")),
        p("The following table compares the proposals [to be deleted in the final text:"),
        table(("Provision", "Text of Ukraine", "Russian proposal"),
              ("Duration", "10 years", "5 years"), ("Languages", "English", "English"),
              ("Depositary", "Switzerland", "")),
        p("Note box: ", box("[Drafting note: lawyers to check Article 2.]")),
        footnotes='<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("Moscow reserves its position on [this paragraph].")}</w:footnote>',
        comments=f'<w:comment w:id="0" w:author="Ivanov" w:initials="I">{p("Ratified by whom?")}</w:comment>',
    )  # fmt: skip


def ceasefire() -> bytes:
    """A protocol in columns, a column a delegation, with two authors' tracked changes and numbered paragraphs."""
    return docx(
        p("PROTOCOL ON THE CESSATION OF FIRE", style="Title"),
        p("(compiled by the mediator, second reading)"),
        p("I. Cessation of fire", style="Heading2"),
        p("Cessation", style="ArticleNo"),
        listed("The Parties shall cease fire at [00:00] [06:00] on [date].", number=3),
        listed("Each Party shall:", number=3),
        listed("withdraw heavy weapons [to a distance of [30] [50] km];", level=1),
        listed("admit observers", level=1)[: -len("</w:p>")]
        + ins(" at once", "Ukraine") + gone(" upon request", "Ukraine")
        + run(".") + "</w:p>",
        p("Verification", style="ArticleNo"),
        table(("Issue", "Ukraine's text", "Text proposed by the Russian Federation", "Mediator"),
              ("Observers", "Observers [of the OSCE] have access at all times.",
               "Observers have access by agreement.", "?"),
              ("Report", "within 24 hours", "within 24 hours", ""),
              ("Violations", "", "Each Party reports violations.", "")),
        p(ins("Nothing in this Protocol prejudges the status of any territory.", "Russian Federation"),
          more='<w:rPr><w:ins w:id="9" w:author="Russian Federation"/></w:rPr>'),
        p("Final clauses", style="ArticleNo"),
        p("This Protocol enters into force for a Party when that Party signs."),
        p("A Party may withdraw with [30 days] / [6 months] of notice."),
        p("Done at [Istanbul], in two copies.", note(1)),
        footnotes=f'<w:footnote w:id="1">{p("Ukraine: place to be confirmed.")}</w:footnote>',
        header=p("Confidential – second reading"),
    )  # fmt: skip


def chairs_text() -> bytes:
    """A rolling text of a chair: alternatives of whole paragraphs, brackets upon brackets, notes, a bracketed annex."""
    return docx(
        p("Chair’s text, rev. 3"),
        p("Treaty on Assurances for Vallia", style="Heading1"),
        p("Art. 1", style="Heading2"),
        p("1. After an attack on Ukraine [each Party] [the Parties together] shall [consult] [use-force] within "
          "[24] [48] hours."),
        p("2. [Alternative 1: The Council [shall] [may] decide by [majority] [two-thirds majority] [consensus].]"),
        p("[Alternative 2: There is no Council.]"),
        p("[Alternative 3 (Group of Friends): To be drafted.]"),
        p("Art. 2", style="Heading2"),
        p("[Delegations of France, Germany and Poland: Assistance includes [, inter alia,] "
          "arms[, training] and [intelligence/information]."),
        p("It is given free of charge.]"),
        p("[Chair’s note: see paper 7.]"),
        p("[Annex I [bis] – Places", style="Heading1"),
        p("Art. 1", style="Heading2"),
        p("The places are [●], [●] and [Port of Vallia (Arland)].]"),
    )  # fmt: skip
