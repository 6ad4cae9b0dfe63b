from __future__ import annotations

import subprocess
import sys


def test_importing_the_package_and_parsing_a_query_loads_nothing_heavy() -> None:
    code = """
import sys
import index.fulltext
index.fulltext.parse('(ukraine OR "troops to") -x title:y stance:opposes', typing=True)
print([name for name in ("numpy", "whoosh", "rapidfuzz", "dateutil", "spacy") if name in sys.modules])
"""
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "[]"


def test_what_the_package_promises_is_there() -> None:
    code = (
        "import index.fulltext as one; print([getattr(one, name).__name__ for name in one.__all__ if name != 'FIELDS'])"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, capture_output=True)
