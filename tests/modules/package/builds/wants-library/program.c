#include <no-such-library.h>
