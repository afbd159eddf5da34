# SPDX-License-Identifier: MIT
#
# sh redirect.sh directory|full|closed <command>...
redirection=$1
shift
case "$redirection" in
  directory) exec "$@" < . ;;
  full) exec "$@" < small > /dev/full ;;
  closed) exec "$@" <&- ;;
esac
