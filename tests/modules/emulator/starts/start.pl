# SPDX-License-Identifier: MIT
exec { $ENV{PROGRAM} } $ENV{PROGRAM};
