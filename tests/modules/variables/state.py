# SPDX-License-Identifier: MIT
"""What is known of the variables of a function at one place of it.

A name or a value that is known only when CMake runs has a `*` for what is not known; for what an
argument of the function brings it has <parameter>."""

import re
from dataclasses import dataclass, field

MANY = 200  # more values than that are as good as any


def matches(one, other):
    """Two names, either of which may have `*` for what is known only when CMake runs."""

    def as_regex(name):
        return ".*".join(map(re.escape, name.split("*")))

    pairs = ((one, other), (other, one))
    return one == other or any("*" in a and re.fullmatch(as_regex(a), b.replace("*", "x"))
                               for a, b in pairs)


@dataclass
class State:
    """What holds at one place of a function."""

    known: set = field(default_factory=set)  # variables that are set on every way to here
    given_back: dict = field(default_factory=dict)  # the caller's (PARENT_SCOPE), with their values
    values: dict = field(default_factory=dict)  # variable: all values that it may have

    def copy(self):
        return State(set(self.known), dict(self.given_back), dict(self.values))

    def write(self, name, values=("*",)):
        self.known.add(name)
        self.values[name] = list(values)

    def knows(self, name):
        return name in self.known or any(matches(name, known) for known in self.known
                                         if "*" in name or "*" in known)

    def values_of(self, name):
        found = self.values.get(name)
        if found is None and "*" in name:
            found = [value for known, values in self.values.items() if matches(name, known)
                     for value in values]
        return ["*"] if not found or "*" in found else found


def merged(states):
    """What holds where several ways meet. A family of variables, as option_<NAME>, is set by a loop
    over the names, so it is enough that one way does so."""
    states = [state for state in states if state]
    if not states:
        return None
    result = states[0].copy()
    for state in states[1:]:
        families = {name for name in result.known | state.known if "*" in name}
        result.known = result.known & state.known | families
        result.values = united(result.values, state.values)
        both = {**state.given_back, **result.given_back}
        result.given_back = united({name: values for name, values in both.items()
                                    if "*" in name or name in state.given_back
                                    and name in result.given_back}, state.given_back)
    return result


def united(one, other):
    """Values that a variable may have on either way: any, where it has none on one of them."""
    result = {}
    for name, values in one.items():
        both = list(dict.fromkeys([*values, *other.get(name, ["*"])]))
        result[name] = both if len(both) <= MANY else ["*"]
    return result
