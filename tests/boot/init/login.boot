# SPDX-License-Identifier: MIT
# The banner is shown as it was written, though getty reads % and \ in other ways.
expect 100% free \ C:\new\lib %d @ \\x end
expect test login:
