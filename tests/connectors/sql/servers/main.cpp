// The tests, or, started by one of them, the process that a connector is in.
#include <string_view>

#include <gtest/gtest.h>

#include "connectors/apart/serve.hpp"
#include "tests/connectors/sql/servers/apart.hpp"

int main(int argc, char** argv)
{
    if (argc == 2 && argv[1] == std::string_view{rosterd::sql::kChild}) {
        return rosterd::apart::serve(
            [](const std::string&, const std::string&) { return rosterd::sql::kind(); });
    }
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
