// SPDX-License-Identifier: MIT
#include "init/shell_text.h"

#include <fmt/format.h>

#include "init/quote.h"

namespace linuxbake::init {
namespace {

// The type of the terminal at the far end of a serial line: the user's, or what most understand.
std::string serial_terminal(const Description& description) {
  std::string type = "vt102";
  for (const Variable& variable : description.environment) {
    if (variable.name == "TERM") type = shell_quoted(variable.value);
  }
  return type;
}

constexpr std::string_view console_shell_text = R"sh(
# console_shell TTY [BAUD]: becomes a login shell there.
console_shell() {
  take_console "$@"
  export HOME=/root USER=root LOGNAME=root SHELL=/bin/sh
  cd /root 2>/dev/null || cd /
  cat /etc/issue /etc/motd 2>/dev/null
  exec /bin/sh -l
}
)sh";

// getty itself would put something in the place of % and \ in /etc/issue. 0 leaves the speed as it
// is.
constexpr std::string_view console_login_text = R"sh(
# console_login TTY [BAUD]: becomes the program that asks for a name, and then for the password.
console_login() {
  take_console "$@"
  cd /
  cat /etc/issue 2>/dev/null
  exec getty -i -L 0 - "$TERM"
}
)sh";

constexpr std::string_view quiet_kernel_text = R"sh(
# Somebody types on the console from here on: less than a warning does not interrupt, dmesg has it.
# Who wants all of it says so on the kernel's command line.
read -r words 2>/dev/null </proc/cmdline
case " $words " in
  *" debug "* | *" ignore_loglevel "* | *" loglevel="*) ;;
  *) echo 5 2>/dev/null >/proc/sys/kernel/printk ;;
esac
)sh";

}  // namespace

std::string_view basic_functions() {
  return R"sh(
note() {
  printf 'linuxbake-init: %s\n' "$*"
}

# The standard streams may lead nowhere: /dev/console was missing when the kernel started init.
open_console() {
  if ( : <>/dev/console ) 2>/dev/null; then
    exec 0<>/dev/console 1>&0 2>&0
  fi
}
)sh";
}

std::string environment_text(const Description& description) {
  std::string text = fmt::format("export PATH={}\n", search_path);
  for (const Variable& variable : description.environment) {
    text += fmt::format("export {}={}\n", variable.name, shell_quoted(variable.value));
  }
  return text;
}

std::string_view mount_functions() {
  return R"sh(
is_mounted() {
  [ -r /proc/mounts ] || return 1
  while read -r _ where _; do
    [ "$where" = "$1" ] && return 0
  done </proc/mounts
  return 1
}

kernel_has() {
  [ -r /proc/filesystems ] || return 1
  while read -r first second; do
    [ "${second:-$first}" = "$1" ] && return 0
  done </proc/filesystems
  return 1
}

# mount_one WHAT WHERE TYPE OPTIONS KERNEL-OPTION: says what is missing, and goes on without it.
mount_one() {
  is_mounted "$2" && return
  mkdir -p "$2"
  problem=$(mount -t "$3" -o "$4" "$1" "$2" 2>&1) && return
  kernel_has "$3" || problem="this kernel has no $3 ($5)"
  note "$2 is not mounted: $problem"
}
)sh";
}

std::string mount_call(const Mount& mount) {
  return fmt::format("mount_one {} {} {} {} {}\n", shell_quoted(mount.what),
                     shell_quoted(mount.where), shell_quoted(mount.type),
                     shell_quoted(mount.options), shell_quoted(kernel_option_of(mount.type)));
}

std::string set_up_text(const Description& description) {
  std::string text;
  for (const Mount& mount : all_mounts(description)) {
    text += mount_call(mount);
    if (mount.where == "/dev") text += "open_console\n";
  }
  return text +
         fmt::format(R"sh(
if ! is_mounted /dev; then
  mdev -s 2>/dev/null
fi
[ -e /dev/fd ] || ln -s /proc/self/fd /dev/fd
[ -e /dev/stdin ] || ln -s /proc/self/fd/0 /dev/stdin
[ -e /dev/stdout ] || ln -s /proc/self/fd/1 /dev/stdout
[ -e /dev/stderr ] || ln -s /proc/self/fd/2 /dev/stderr

hostname {0} 2>/dev/null || echo {0} 2>/dev/null >/proc/sys/kernel/hostname
if [ -d /sys/class/net/lo ]; then
  ifconfig lo 127.0.0.1 up 2>/dev/null || ip link set lo up 2>/dev/null
fi
mkdir -p /run/linuxbake
)sh",
                     shell_quoted(description.host_name)) +
         std::string(description.then == Then::shell ? quiet_kernel_text : "");
}

std::string console_functions(const Description& description) {
  std::string named;
  for (const Console& console : description.consoles) {
    if (console.name != "console") named += console.name + " ";
  }
  return fmt::format("\nnamed_consoles={}\n", shell_quoted(" " + named)) + R"sh(
# "console" is the terminal behind /dev/console: the last console= of the kernel's command line.
# Where that has a shell of its own already, nothing is left to do.
kernel_console() {
  tty=
  [ -r /proc/consoles ] || return
  while read -r name _ flags _; do
    case $flags in
      *C*) tty=$name ;;
    esac
  done </proc/consoles
  [ "$tty" = tty0 ] && tty=tty1
  case $named_consoles in
    *" $tty "*) tty= ;;
  esac
}

# Writing is the test: a serial port without hardware can be opened, but not be written to.
console_works() {
  [ -c "/dev/$1" ] && ( echo >"/dev/$1" ) 2>/dev/null
}

wait_for_console() {
  console_works "$1" && return
  echo "<6>linuxbake-init: no terminal $1 yet; a shell starts there as soon as it works" \
    2>/dev/null >/dev/kmsg
  until console_works "$1"; do
    sleep 10
  done
}

# Five shells in turn that were gone within ten seconds, pauses included: not a person.
slow_down() {
  state=/run/linuxbake/shell-$1
  last=0 quick=0
  [ -r /proc/uptime ] || return
  read -r now _ </proc/uptime
  now=${now%.*}
  [ -r "$state" ] && read -r last quick <"$state"
  quick=$((now - last < 10 ? quick + 1 : 0))
  if [ "$quick" -ge 5 ]; then
    note "the shell on $1 ends as soon as it has started; the next try is in 30 seconds"
    sleep 30
    now=$((now + 30))
  fi
  echo "$now $quick" 2>/dev/null >"$state"
}

# A terminal at the far end of a serial line does not tell its size; "resize" asks it.
set_up_terminal() {
  case $1 in
    tty[0-9]*) TERM=linux ;;
    *) TERM=)sh" +
         serial_terminal(description) + R"sh( ;;
  esac
  export TERM
  stty sane 2>/dev/null
  [ -n "$2" ] && stty "$2" 2>/dev/null
  case $(stty size 2>/dev/null) in
    "" | "0 0") stty rows 24 cols 80 2>/dev/null ;;
  esac
}

# take_console TTY [BAUD]: this process, a session leader, takes the terminal as its own.
take_console() {
  tty=$1
  if [ "$tty" = console ]; then
    kernel_console
  fi
  if [ -z "$tty" ]; then
    exec sleep 2147483647
  fi
  wait_for_console "$tty"
  slow_down "$tty"
  exec 0<>"/dev/$tty" 1>&0 2>&0
  set_up_terminal "$tty" "$2"
}
)sh" + std::string(description.login ? console_login_text : console_shell_text);
}

std::string_view clean_up_function() {
  return R"sh(
# Only where more than the kernel's own file systems is mounted, processes are in the way.
has_real_mounts() {
  while read -r _ _ type _; do
    case $type in
      rootfs | ramfs | tmpfs | proc | sysfs | devtmpfs | devpts) ;;
      *) return 0 ;;
    esac
  done </proc/mounts
  return 1
}

clean_up() {
  if has_real_mounts 2>/dev/null; then
    kill -TERM -1 2>/dev/null
    sleep 1
    kill -KILL -1 2>/dev/null
    swapoff -a 2>/dev/null
    umount -a -r 2>/dev/null
  fi
  sync
  # Sets nothing anew, but returns only when a serial line has sent everything.
  stty sane 2>/dev/null </dev/console
}
)sh";
}

std::string_view report_function() {
  return R"sh(
# report NUMBER EXIT-CODE COMMAND: a shell shows a signal as 128 and its number.
report() {
  result="exit $2"
  if [ "$2" -gt 128 ] && [ "$2" -le 192 ]; then
    result="signal $(($2 - 128))"
  fi
  note "result $1: $result: $3"
}
)sh";
}

std::string commands_text(const Description& description, std::string_view indent) {
  std::string text;
  for (std::size_t index = 0; index < description.commands.size(); ++index) {
    const Command& command = description.commands[index];
    const std::string shown = one_line(command);
    // "exec" starts programs alone: no function of ours, nor a builtin that would end this script.
    text +=
        fmt::format("{0}( exec {1} )\n{0}report {2}/{3} $? {4}\n", indent, shell_command(command),
                    index + 1, description.commands.size(), shell_quoted(shown));
  }
  return text;
}

std::string ending_text(const Description& description, std::string_view indent) {
  if (description.then == Then::shell || description.then == Then::respawn) return "";
  return fmt::format("{0}clean_up\n{0}{1} -f\n{0}{1}\n", indent, word_of(description.then));
}

std::string console_arguments(const Console& console) {
  return console.baud.empty() ? console.name : console.name + " " + console.baud;
}

}  // namespace linuxbake::init
