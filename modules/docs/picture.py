#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A picture of a boot for README.md, from the serial line of a real one.

  picture.py <serial.log> <timeline.json> <picture.svg> [--check]

The lines appear one after the other, as they did, though no pause is longer than a second; then
they stay. --check writes nothing and compares the text, but for its figures, with that of the picture.
"""

import json
import re
import sys
from html import escape, unescape
from pathlib import Path

COMMAND = "$ cmake --build --preset tiny --target tiny-run"
COLUMNS, WIDTH, HEIGHT, MARGIN, BAR = 80, 8.4, 20, 16, 30
COLOURS = {"30": "#6e7681", "31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "34": "#79c0ff",
           "35": "#d2a8ff", "36": "#76e3ea", "37": "#e6edf3"}
STYLE = """
  text { font: 14px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
  text { fill: #e6edf3; white-space: pre; }
  .line { animation: appear 1ms both; }
  @keyframes appear { from { opacity: 0; } to { opacity: 1; } }
  @media (prefers-reduced-motion: reduce) { .line { animation: none; } }
"""


def lines_of(log):
    text = log.read_bytes().decode(errors="replace").replace("\r", "")
    start = text.index("\n", 0) if text.startswith("\n") else 0
    return [line[:200] for line in text[start:].split("\n")]


def shown(lines):
    """From the greeting on."""
    first = next(i for i, line in enumerate(lines) if line.startswith("Welcome"))
    return [line for line in lines[first:]
            if not re.match(r"\[ *\d+\.\d+\]", line)]


def times_of(lines, timeline):
    """When each line came, in seconds from the first, with pauses of at most a second."""
    entries = json.loads(timeline.read_text(encoding="utf-8"))["lines"]
    times, now, last, position = [], 1.0, None, 0
    for line in lines:
        plain = re.sub(r"\x1b\[[0-9;]*m", "", line)
        for index in range(position, len(entries)):
            if plain and plain in re.sub(r"\x1b\[[0-9;]*m", "", entries[index]["text"]):
                seconds = entries[index]["seconds"]
                now += min(1.0, max(0.05, seconds - last)) if last is not None else 0
                last, position = seconds, index + 1
                break
        else:
            now += 0.05
        times.append(now)
    return times


def spans_of(line):
    """The line as <tspan>s, with the colours that it has."""
    out, colour = "", None
    for part in re.split(r"(\x1b\[[0-9;]*[A-Za-z])", line):
        if part.startswith("\x1b"):
            colour = next((COLOURS[code] for code in re.findall(r"\d+", part) if code in COLOURS),
                          None)
        elif part:
            fill = f' fill="{colour}"' if colour else ""
            out += f"<tspan{fill}>{escape(part)}</tspan>"
    return re.sub(r"^<tspan>([^<]*)</tspan>$", r"\1", out)


def picture(lines, times):
    width = COLUMNS * WIDTH + 2 * MARGIN
    height = BAR + (len(lines) + 1) * HEIGHT + 2 * MARGIN
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" '
           f'width="{width:.0f}" height="{height}" role="img" '
           'aria-label="tiny boots in QEMU and shows its shell">',
           f"<style>{STYLE}</style>",
           '<rect width="100%" height="100%" rx="8" fill="#0d1117"/>']
    for index, colour in enumerate(("#ff5f56", "#ffbd2e", "#27c93f")):
        out.append(f'<circle cx="{MARGIN + 6 + 20 * index}" cy="{MARGIN + 2}" r="6" '
                   f'fill="{colour}"/>')
    rows = [(COMMAND, None), *zip(lines, times)]
    for number, (line, seconds) in enumerate(rows):
        y = BAR + MARGIN + (number + 0.75) * HEIGHT
        moment = f' class="line" style="animation-delay:{seconds:.2f}s"' if seconds else ""
        if line:
            out.append(f'<text x="{MARGIN}" y="{y:.0f}"{moment}>{spans_of(line)}</text>')
    return "\n".join([*out, "</svg>", ""])


def text_of(svg):
    rows = re.findall(r"<text[^>]*>(.*?)</text>", svg)
    return [re.sub(r"\d+", "0", re.sub(r" +", " ", unescape(re.sub(r"<[^>]*>", "", row))))
            for row in rows]


def main():
    log, timeline, output = (Path(word) for word in sys.argv[1:4])
    lines = shown(lines_of(log))
    while lines and not lines[-1].strip():
        lines.pop()
    svg = picture(lines, times_of(lines, timeline))
    if "--check" not in sys.argv:
        output.write_text(svg, encoding="utf-8")
        return 0
    now, then = text_of(svg), text_of(output.read_text(encoding="utf-8"))
    if now == then:
        return 0
    print(f"{output} shows another system:", *then, "now:", *now, sep="\n  ")
    print("Build the target linuxbake-picture, look at it, and commit it.")
    return 1


sys.exit(main())
