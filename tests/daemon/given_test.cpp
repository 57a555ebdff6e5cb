// Settings on the command line.
#include "daemon/config/given.hpp"

#include <gtest/gtest.h>

namespace rosterd::config
{
namespace
{

Given given(const std::vector<std::string>& words)
{
    const Surroundings surroundings{
        [](const std::string& name) {
            return name == "TOKEN" ? std::optional<std::string>{"12"} : std::nullopt;
        },
        [](const std::string& path) {
            return path == "token" ? std::optional<std::string>{"s3cret\n"} : std::nullopt;
        },
        ""};
    return read_given(words, {"token"}, surroundings);
}

TEST(Given, Values_HaveTheirTypesAndAreFilledIn)
{
    const Given out = given({"url=https://hr.example.com?a=b", "size=200", "all=true",
                             "name=", "token=${file:token}", "drawn=${env:TOKEN}"});

    EXPECT_TRUE(out.faults.empty());
    EXPECT_EQ(out.settings, (model::Json{{"url", "https://hr.example.com?a=b"},
                                         {"size", 200},
                                         {"all", true},
                                         {"name", ""},
                                         {"token", "s3cret"},
                                         {"drawn", "12"}}));
}

TEST(Given, ASecretInTheOpen_IsRefusedSinceEverybodySeesArguments)
{
    const Given out = given({"token=s3cret"});

    ASSERT_EQ(out.faults.size(), 1u);
    EXPECT_EQ(to_string(out.faults[0]).find("s3cret"), std::string::npos);
    EXPECT_FALSE(out.settings.contains("token"));
}

TEST(Given, WhatNamesNoValue_IsToldHowItIsWritten)
{
    ASSERT_EQ(given({"url"}).faults.size(), 1u);
    EXPECT_EQ(given({"=x", "token=${file:none}"}).faults.size(), 2u);
}

} // namespace
} // namespace rosterd::config
