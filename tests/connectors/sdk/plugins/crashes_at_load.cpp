// Its own code runs, and fails, before anybody asked it anything.
#include "tests/connectors/sdk/plugins/crash.hpp"

__attribute__((constructor)) static void begin()
{
    crash();
}
