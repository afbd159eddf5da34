# SPDX-License-Identifier: MIT
#
# conf of the fake tree: options.txt, then maybe a .config; prints a complete .config. An option that
# needs another, which is off, is off.
FNR == NR { if ($1 !~ /^#/ && NF) { order[++count] = $1; value[$1] = base == "defconfig" ? $2 : "n"; needs[$1] = $3 } next }
match($0, /^CONFIG_[A-Z0-9_]+=/) { name = substr($0, 8, RLENGTH - 8); asked[name] = substr($0, RLENGTH + 1) }
match($0, /^# CONFIG_[A-Z0-9_]+ is not set/) { asked[$2] = ""; sub(/^CONFIG_/, "", $2); asked[$2] = "n" }
END {
  print "# A configuration of the fake tree"
  for (i = 1; i <= count; i++) {
    name = order[i]
    if (name in asked) value[name] = asked[name]
    if (needs[name] != "" && value[needs[name]] != "y") value[name] = "n"
    if (value[name] == "n") print "# CONFIG_" name " is not set"
    else print "CONFIG_" name "=" value[name]
  }
}
