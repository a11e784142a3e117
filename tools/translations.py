"""Bring the message catalogues up to date: extract, merge, compile. `make translations` calls this.

English messages are the keys, so the English catalogue fills itself; Chinese is left empty for people to write.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "kiosk" / "translations"
#: Babel spells zh_CN out, and looks for its catalogue under the long name.
LOCALES = ["zh_Hans_CN", "en"]
SOURCE_LOCALE = "en"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "_l": None,
    "N_": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
#: Dates of extraction would make every run a change, and every branch a conflict.
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def po_file(locale: str) -> Path:
    """Return where people write the messages of a locale."""
    return FOLDER / locale / "LC_MESSAGES" / "messages.po"


def mo_file(locale: str) -> Path:
    """Return where the product reads the messages of a locale."""
    return po_file(locale).with_suffix(".mo")


def extract() -> Catalog:
    """Collect every message of kiosk/ and templates/."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel leaves it untyped
    catalog = Catalog(
        charset="utf-8", project="kiosk", creation_date=NO_DATE, revision_date=NO_DATE
    )
    found = extract_from_dir(
        ROOT,
        method_map=methods,
        options_map=options,
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        directory_filter=lambda path: (
            Path(path).name in {"kiosk", "templates"} or _inside(Path(path))
        ),
    )
    for file_name, line, message, comments, context in found:
        catalog.add(message, None, [(file_name, line)], auto_comments=comments, context=context)
    return catalog


def _inside(path: Path) -> bool:
    absolute = path if path.is_absolute() else ROOT / path
    return bool({ROOT / "kiosk", ROOT / "templates"} & set(absolute.parents))


def updated(locale: str, wanted: Catalog) -> Catalog:
    """Return the catalogue of a locale with exactly the wanted messages, keeping what is translated."""
    catalog = Catalog(locale=locale, charset="utf-8", project="kiosk")
    if po_file(locale).exists():
        with po_file(locale).open("rb") as file:
            catalog = read_po(file, locale=locale)
    catalog.update(wanted, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    catalog.header_comment = (
        f"# {locale} messages of the kiosk. Written by people; `make translations` adds new keys."
    )
    catalog.creation_date = catalog.revision_date = NO_DATE
    if locale == SOURCE_LOCALE:
        for message in catalog:
            _fill(message)
    return catalog


def _fill(message: Message) -> None:
    """Let an English message stand for itself, unless somebody wrote another wording."""
    written = message.string if isinstance(message.string, tuple | list) else [message.string]
    if message.id and not all(written):
        message.string = message.id


def compiled(catalog: Catalog) -> bytes:
    """Return a catalogue as the product reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def written(catalog: Catalog) -> bytes:
    """Return a catalogue as people read it: sorted, without line numbers, so that branches merge."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, no_location=True, sort_output=True, width=100)
    return buffer.getvalue()


def main() -> int:
    """Update and compile all catalogues; say what is left to translate."""
    wanted = extract()
    for locale in LOCALES:
        catalog = updated(locale, wanted)
        po_file(locale).parent.mkdir(parents=True, exist_ok=True)
        po_file(locale).write_bytes(written(catalog))
        # From the file, so that it is the same whoever compiles it.
        mo_file(locale).write_bytes(compiled(read_po(io.BytesIO(written(catalog)), locale=locale)))
        left = sum(1 for message in catalog if message.id and not message.string)
        print(f"{locale}: {len(catalog)} messages, {left} to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main())
