# SPDX-License-Identifier: MIT
"""Which variables, of those that its arguments name, a command of CMake's reads, and which it
writes. (What stands in `${}` is no business of this file.)"""

NONE = set(
    """_add_test _discover_tests add_custom_command add_custom_target add_dependencies
    add_executable add_library add_subdirectory add_test cmake_policy configure_file
    define_property enable_testing externalproject_add externalproject_add_step
    externalproject_add_steptargets find_package include_guard install mark_as_advanced message
    set_property set_source_files_properties set_target_properties set_tests_properties
    target_compile_options target_include_directories target_link_directories
    target_link_libraries target_link_options target_sources
    write_basic_package_version_file""".split()
)
FIRST_IS_OUT = set(
    """get_cmake_property get_directory_property get_filename_component get_property
    get_source_file_property get_target_property""".split()
)
FIND = {"find_file", "find_library", "find_path", "find_program"}

# Where the out-variable stands; -1 is the last argument, None that there is none.
STRING_OUT = {
    "ASCII": -1, "COMPARE": -1, "CONCAT": 1, "CONFIGURE": 2, "FIND": 3, "GENEX_STRIP": 2, "HEX": 2,
    "JOIN": 2, "JSON": 1, "LENGTH": 2, "MAKE_C_IDENTIFIER": 2, "MD5": 1, "RANDOM": -1,
    "REPEAT": 3, "REPLACE": 3, "SHA256": 1, "STRIP": 2, "SUBSTRING": 4, "TIMESTAMP": 1,
    "TOLOWER": 2, "TOUPPER": 2, "UUID": 1,
}
FILE_OUT = {
    "GLOB": 1, "GLOB_RECURSE": 1, "READ": 2, "READ_SYMLINK": 2, "REAL_PATH": 2, "RELATIVE_PATH": 1,
    "SHA256": 2, "SIZE": 2, "STRINGS": 2, "TIMESTAMP": 2,
    **dict.fromkeys(
        """APPEND CHMOD CONFIGURE COPY COPY_FILE CREATE_LINK DOWNLOAD GENERATE LOCK MAKE_DIRECTORY REMOVE
        REMOVE_RECURSE RENAME TOUCH TOUCH_NOCREATE WRITE""".split()
    ),
}
PATH_CHANGES = set(
    """ABSOLUTE_PATH APPEND APPEND_STRING NORMAL_PATH RELATIVE_PATH REMOVE_EXTENSION
    REMOVE_FILENAME REPLACE_EXTENSION REPLACE_FILENAME""".split()
)

# The word behind one of these is an out-variable.
KEYWORDS = {
    "cmake_host_system_information": {"RESULT"},
    "execute_process": {"ERROR_VARIABLE", "OUTPUT_VARIABLE", "RESULT_VARIABLE",
                        "RESULTS_VARIABLE"},
    "file": {"LOG", "RESULT", "RESULT_VARIABLE", "STATUS"},
    "include": {"RESULT_VARIABLE"},
    "string": {"ERROR_VARIABLE"},
}


def word_behind(words, keyword, default):
    return words[words.index(keyword) + 1] if keyword in words else default


def effects_of_list(operation, name, *rest):
    if operation in ("FIND", "GET", "JOIN", "LENGTH", "SUBLIST"):
        return [name], [rest[-1]]
    if operation in ("POP_BACK", "POP_FRONT"):
        return [name], [name, *rest]
    return [name], [word_behind(rest, "OUTPUT_VARIABLE", name)]


def effects_of_path(operation, name, *rest):
    if operation == "SET":
        return [], [name]
    if operation == "CONVERT":
        return [], [rest[1]]
    if operation in PATH_CHANGES:
        return [name], [word_behind(rest, "OUTPUT_VARIABLE", name)]
    return [name], [rest[-1]]  # GET, HAS_…, IS_…, COMPARE


def effects_of_string(operation, *rest):
    if operation in ("APPEND", "PREPEND"):
        return [rest[0]], [rest[0]]
    if operation == "REGEX":
        return [], [rest[3 if rest[0] == "REPLACE" else 2]]
    return [], [[operation, *rest][STRING_OUT[operation]]]


def effects_of_file(*words):
    place = FILE_OUT[words[0]]
    return [], [] if place is None else [words[place]]


def effects_of(name, words):
    """(names read, names written); KeyError or IndexError of a command that is not known here."""
    by_name = {"cmake_path": effects_of_path, "file": effects_of_file, "list": effects_of_list,
               "string": effects_of_string}
    reads, writes = [], []
    if name in by_name:
        reads, writes = by_name[name](*words)
    elif name == "math":
        writes = [words[1]]
    elif name == "separate_arguments":
        reads, writes = words[:1] if len(words) < 3 else [], words[:1]
    elif name in FIRST_IS_OUT:
        writes = words[:1]
    elif name in FIND:  # looks for nothing where the variable has a value
        reads, writes = words[:1], words[:1]
    elif name not in NONE and name not in KEYWORDS:
        raise KeyError(name)
    behind_keywords = [value for keyword, value in zip(words, words[1:])
                       if keyword in KEYWORDS.get(name, ())]
    return reads, [*writes, *behind_keywords]
