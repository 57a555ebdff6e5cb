// Of a rosterd to come; nothing but the version may be believed.
#include "tests/connectors/sdk/plugins/face.hpp"

SHOW(7, nullptr, nullptr, nullptr)
