# SPDX-License-Identifier: MIT
set(VERDICT HANG)
string(REPEAT "nothing to boot " 65536 text)
set(IMAGE "${WORK}/image")
file(WRITE "${IMAGE}" "${text}")
set(TIMEOUT 6)
set(EARLIEST 6)
set(LATEST 8)
set(CAUSE "^the firmware finds nothing to boot")
