// Built with a JSON library of before.
#include "tests/connectors/sdk/plugins/face.hpp"

SHOW(1, "C++ ABI 1, std::string of C++11, json 3.10.5", "other_types", nullptr)
