# SPDX-License-Identifier: MIT
"""The part of a real Linux that configures gives the same configurations as the whole.

  part.py <linuxbake-bake> <linuxbake-kconfig> <cmake> <the kernel's recipe> <work>
"""
import glob
import json
import os
import shutil
import subprocess
import sys

SKIPPED = 77
BASES = ("tinyconfig", "defconfig", "allyesconfig", "allmodconfig")
COMPILERS = {"x86_64": "gcc", "i386": "gcc", "arm64": "aarch64-linux-gnu-gcc",
             "riscv": "riscv64-linux-gnu-gcc"}


def option(words, name):
    return words[words.index(name) + 1]


def part_of(bake, cmake, recipe, work):
    """Made as for a server, of which nobody asks anything: it is not there."""
    remotes = f"{work}/remotes.json"
    with open(remotes, "w", encoding="utf-8") as file:
        json.dump({"remotes": [{"address": "http://127.0.0.1:1", "readonly": True}],
                   "keys": "/dev/null", "signer": ""}, file)
    fetch = recipe["source_fetch"]
    subprocess.run([bake, "source", "--title", "linux", "--fetch", fetch[0], "--recipe",
                    option(fetch, "--recipe"), "--settings", option(fetch, "--settings"),
                    "--destination", f"{work}/source", "--record", f"{work}/source.json",
                    "--cache", recipe["cache"], "--remotes", remotes, "--cmake", cmake], check=True)
    whole = os.path.realpath(f"{work}/source")
    parts = [one for one in glob.glob(f"{glob.escape(whole)}+kconfig-*") if os.path.isdir(one)]
    assert parts, f"there is no part beside {whole}"
    return whole, max(parts, key=os.path.getmtime)


def configuration(kconfig, tree, arch, base, output):
    compiler = COMPILERS[arch]
    words = [kconfig, "resolve", "--tree", tree, "--arch", arch, "--cc", compiler, "--base", base,
             "--no-cache", "--output", output]
    if "-linux-gnu-" in compiler:
        words += ["--cross-compile", compiler.removesuffix("gcc")]
    subprocess.run(words, check=True)
    with open(output, "rb") as file:
        return file.read()


def main(bake, kconfig, cmake, recipe, work):
    with open(recipe, encoding="utf-8") as file:
        recipe = json.load(file)
    if recipe["source_local"]:
        print("the kernel's source is a tree of the user's own")
        return SKIPPED
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    whole, part = part_of(bake, cmake, recipe, work)
    different = []
    for arch in filter(lambda one: shutil.which(COMPILERS[one]), COMPILERS):
        for base in BASES if arch == "x86_64" else BASES[:2]:
            texts = [configuration(kconfig, tree, arch, base, f"{work}/config")
                     for tree in (whole, part)]
            print(f"{arch} {base}: {texts[0].count(b'=')} options")
            if texts[0] != texts[1] or len(texts[0]) < 1000:
                different.append(f"{arch} {base}")
    print("different:", *different)
    shutil.rmtree(work)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
