// The tests, or, started by one of them, a connector's own process.
#include <string_view>

#include <gtest/gtest.h>

#include "tests/connectors/apart/scripted.hpp"

int main(int argc, char** argv)
{
    if (argc == 2 && argv[1] == std::string_view{rosterd::apart::kChild}) {
        return rosterd::apart::serve(rosterd::apart::find_scripted);
    }
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
