refuse Welcome
expect again
expect result 1/1: exit 0
expect again
expect result 1/1: exit 0
expect again
expect result 1/1: exit 0
