// A sandbox whose rules a test turns.
#pragma once

#include <gtest/gtest.h>

#include "tests/daemon/sandbox_client.hpp"

namespace rosterd::sandbox
{

struct OpenQuestions : testing::Test {
    SandboxClient client{unlimited()};

    void rule(const std::string& name, const Json& value)
    {
        const auto answer = client.control("POST", "/sandbox/rules", {{name, value}});
        ASSERT_EQ(answer.at(name).at("value"), value);
    }
};

} // namespace rosterd::sandbox
