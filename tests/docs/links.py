#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Links lead somewhere: within the documentation site, and between the Markdown files of the
checkout. What leads into the network is not tried. Paths of the checkout that the Markdown files at
its top name are there, too.

  links.py site <directory of the site>
  links.py markdown <top of the checkout>
"""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.anchors, self.links = {"", "top"}, []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.anchors.update(values[name] for name in ("id", "name") if values.get(name))
        for name in ("href", "src"):
            if values.get(name):
                self.links.append(values[name])


def site(directory):
    pages = {path: Page(path) for path in sorted(directory.rglob("*.html"))}
    if len(pages) < 10:
        yield f"{directory} has {len(pages)} pages"
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            place = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not place.exists():
                yield f"{path}: '{link}': there is no {place}"
            elif place.suffix == ".html" and unquote(parts.fragment) not in pages[place].anchors:
                yield f"{path}: '{link}': the page has no such place"


def anchors_of(text):
    """The anchors that GitHub gives to headings."""
    seen, anchors = {}, {""}
    for heading in re.findall(r"^#+ +(.*?) *#*$", without_code(text), re.M):
        anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        count = seen.get(anchor, 0)
        seen[anchor] = count + 1
        anchors.add(f"{anchor}-{count}" if count else anchor)
    anchors.update(re.findall(r'<a (?:id|name)="([^"]+)"', text))
    return anchors


def without_code(text):
    return re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)


def markdown(top):
    listed = subprocess.run(["git", "-C", top, "ls-files", "-co", "--exclude-standard", "*.md"],
                            capture_output=True, text=True, check=False).stdout.split()
    files = [top / name for name in listed] or [*top.glob("*.md"), *top.glob("presets/*.md")]
    texts = {file.resolve(): file.read_text(encoding="utf-8") for file in files}
    count = 0
    for file, text in texts.items():
        plain = re.sub(r"`[^`\n]*`", "", without_code(text))
        for link in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", plain):
            target = "".join(link)
            parts = urlsplit(target)
            if parts.scheme:
                continue
            count += 1
            place = (file.parent / parts.path).resolve() if parts.path else file
            if not place.exists():
                yield f"{file}: '{target}': there is no {place}"
            elif parts.fragment and parts.fragment not in anchors_of(texts.get(place, "")):
                yield f"{file}: '{target}': there is no such heading"
        if file.parent == top:
            for path in re.findall(r"`((?:cmake|helpers|modules|presets|tests)/[\w./-]*)`", text):
                if not (top / path).exists():
                    yield f"{file}: there is no {path}"
    if not count:
        yield f"{top}: no links were found"


faults = list({"site": site, "markdown": markdown}[sys.argv[1]](Path(sys.argv[2]).resolve()))
print("\n".join(faults))
sys.exit(1 if faults else 0)
