#: SPDX-License-Identifier: MIT
#: console.sh - takes a terminal for a shell.
#: @NAMED_CONSOLES@ are those of the description, each with a blank on both sides; @TERMINAL@ is the
#: type of the terminal at the far end of a serial line.

named_consoles=@NAMED_CONSOLES@

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
    *) TERM=@TERMINAL@ ;;
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
