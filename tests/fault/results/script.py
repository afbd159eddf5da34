# SPDX-License-Identifier: MIT
"""Takes an entry by modules/scripts/RemoteResults.cmake."""
from world import FILES, INPUTS, check, write

PROGRAM = {name: FILES[name] for name in ("inputs", "program")}  # it takes no other file


def take_by_script(world, cache, addresses, inputs=INPUTS, **more):
    """Whatever a server does, the script goes on to its last line."""
    script = f"{cache}.cmake"
    write(f"{cache}.inputs", inputs)
    write(script, f"""cmake_minimum_required(VERSION 3.25)
include("{world.modules}/scripts/RemoteResults.cmake")
file(READ "{cache}.inputs" inputs)
_linuxbake_take_program(taken "{cache}" "${{inputs}}" "linuxbake-x" "{';'.join(addresses)}" "{world.keys}")
message(STATUS "The script ends: ${{taken}}")
""")
    done = world.run(world.cmake, "-P", script, **more)
    check(done.returncode == 0 and "The script ends" in done.stdout, done.stdout)
    return done
