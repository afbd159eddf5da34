# SPDX-License-Identifier: MIT
#
# conf of the fake tree: options.txt, then maybe a .config; prints a complete .config, in the bytes
# that conf of Linux or BusyBox would print. An option that needs another, which is off, is not there.
FNR == NR { if ($1 !~ /^#/ && NF) { order[++count] = $1; preset[$1] = $2; needs[$1] = $3 } next }
match($0, /^CONFIG_[A-Z0-9_]+=/) { name = substr($0, 8, RLENGTH - 8); asked[name] = substr($0, RLENGTH + 1) }
match($0, /^# CONFIG_[A-Z0-9_]+ is not set/) { sub(/^CONFIG_/, "", $2); asked[$2] = "n" }
END {
  print "#"
  if (busybox) print "# Automatically generated make config: don't edit\n# Busybox version: KCONFIG_VERSION\n#"
  else print "# Automatically generated file; DO NOT EDIT.\n# A configuration of the fake tree\n#"
  for (i = 1; i <= count; i++) {
    name = order[i]
    value[name] = base == "tinyconfig" || base == "allnoconfig" ? "n" : preset[name]
    if (preset[name] == "\"\"") value[name] = preset[name]
    if (name in asked) value[name] = asked[name]
    if (needs[name] != "" && value[needs[name]] != "y") { value[name] = "n"; continue }
    if (value[name] == "n") print "# CONFIG_" name " is not set"
    else print "CONFIG_" name "=" value[name]
  }
}
