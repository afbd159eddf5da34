#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes of a kernel module one whose init writes to address 0.

    oops_module.py <module> <result>

No kernel headers are there to compile one. The init function begins with the five bytes of a call
that the kernel takes out (__fentry__); what stands behind them becomes

    xor %eax, %eax
    mov %eax, (%rax)

The signature is taken off: the kernel takes a module without one, but not one with a wrong one.
"""
import struct
import sys

FIRST = b"\xe8\0\0\0\0"
WRITE_TO_NULL = b"\x31\xc0\x89\x00"
SIGNED = b"~Module signature appended~\n"
SIGNATURE_FACTS = 12  # bytes before that, the last four being the signature's length


def section(module, wanted):
    """The offset of a section in an ELF file of 64 bits."""
    table, = struct.unpack_from("<Q", module, 0x28)
    size, count, names_index = struct.unpack_from("<3H", module, 0x3A)
    headers = [struct.unpack_from("<IIQQQQ", module, table + i * size) for i in range(count)]
    names = headers[names_index][4]
    for name, _, _, _, offset, _ in headers:
        if module[names + name:].split(b"\0", 1)[0] == wanted:
            return offset
    sys.exit(f"there is no section {wanted}")


def main():
    source, result = sys.argv[1:]
    with open(source, "rb") as file:
        module = bytearray(file.read())
    init = section(module, b".init.text")
    if module[init:init + len(FIRST)] != FIRST:
        sys.exit(f"{source}: its init begins with something else than a call")
    at = init + len(FIRST)
    module[at:at + len(WRITE_TO_NULL)] = WRITE_TO_NULL
    if module.endswith(SIGNED):
        length, = struct.unpack(">I", module[-len(SIGNED) - 4:-len(SIGNED)])
        del module[-(length + SIGNATURE_FACTS + len(SIGNED)):]
    with open(result, "wb") as file:
        file.write(module)


main()
