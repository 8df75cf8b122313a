#include "exiv2_shim.h"
