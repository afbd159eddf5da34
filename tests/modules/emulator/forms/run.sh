# SPDX-License-Identifier: MIT
exec "$@"
