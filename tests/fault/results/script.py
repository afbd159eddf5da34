# SPDX-License-Identifier: MIT
"""Takes an entry by modules/scripts/RemoteResults.cmake."""
from world import KEY, check, write


def take_by_script(world, cache, addresses, key=KEY, **more):
    """Whatever a server does, the script goes on to its last line."""
    script = f"{cache}.cmake"
    write(script, f"""cmake_minimum_required(VERSION 3.25)
include("{world.modules}/scripts/RemoteResults.cmake")
_linuxbake_take_result(taken "{cache}" "{key}" "linuxbake-x" "{';'.join(addresses)}" "{world.keys}")
message(STATUS "The script ends: ${{taken}}")
""")
    done = world.run(world.cmake, "-P", script, **more)
    check(done.returncode == 0 and "The script ends" in done.stdout, done.stdout)
    return done
