# SPDX-License-Identifier: MIT
execute_process(COMMAND "$ENV{PROGRAM}")
