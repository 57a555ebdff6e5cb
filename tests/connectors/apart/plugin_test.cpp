// A plugin is loaded, asked and checked where it can do no harm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/plugin_loader.hpp"
#include "connectors/sdk/test_kit.hpp"
#include "tests/connectors/apart/scripted.hpp"

namespace rosterd::apart
{
namespace
{

using model::ErrorKind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::string kPlugins = ROSTERD_PLUGINS;

Home home_of(const std::string& name)
{
    return {{"/proc/self/exe", kChild}, kPlugins, name};
}

TEST(PluginApart, OneThatIsRefused_IsRefusedInTheSameWords)
{
    for (const char* name : {"other_version", "other_types", "other_name", "not_a_connector",
                             "incomplete", "speechless", "nobody", "../plugins/other_name"}) {
        const auto here = sdk::load_plugin(kPlugins, name);
        const auto apart = plugin_apart(home_of(name));
        ASSERT_FALSE(here) << name;
        ASSERT_FALSE(apart) << name;
        EXPECT_EQ(apart.error().kind, here.error().kind) << name;
        EXPECT_EQ(apart.error().message, here.error().message);
        EXPECT_EQ(apart.error().hint, here.error().hint);
    }
}

TEST(PluginApart, ACrash_WhenItIsLoadedOrAsked_IsAFaultOfTheConfiguration)
{
    for (const std::string name : {"crashes_at_load", "crashes_when_asked"}) {
        const auto kind = plugin_apart(home_of(name));
        ASSERT_FALSE(kind) << name;
        EXPECT_EQ(kind.error().kind, ErrorKind::invalid);
        EXPECT_THAT(
            kind.error().message,
            StartsWith(kPlugins + "/" + name +
                       ".so was ended by signal 11 (Segmentation fault) while it was loaded "
                       "and asked what it is"));
        EXPECT_THAT(kind.error().hint, HasSubstr("leave the source out"));
    }
}

TEST(PluginApart, AGoodOne_PresentsItselfAsItIs)
{
    const auto kind = plugin_apart(home_of("touchy"));

    ASSERT_TRUE(kind) << kind.error().message;
    EXPECT_EQ(kind->name, "touchy");
    EXPECT_EQ(kind->help, "a plugin that checks its options");
    EXPECT_EQ(kind->options.front().name, "level");
    EXPECT_THAT(kind->options.front().choices, ElementsAre("high", "low"));
    ASSERT_TRUE(kind->write_back);
    EXPECT_EQ(kind->write_back->options.front().help, "where to write");
}

TEST(PluginApart, WhatItFindsWrongInItsOptions_IsSaid)
{
    const auto kind = plugin_apart(home_of("touchy"));
    ASSERT_TRUE(kind && kind->check && kind->write_back->check);

    EXPECT_TRUE(kind->check({{"level", "low"}}, "/etc").empty());
    const auto faults = kind->check({{"level", "wrong"}}, "/etc");
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_THAT(faults.front().path, ElementsAre("level"));
    EXPECT_EQ(faults.front().what, "wrong in /etc");
    EXPECT_EQ(faults.front().write, "high");
    EXPECT_EQ(kind->write_back->check({{"to", "nowhere"}}, {}, "/etc").front().what, "nowhere");
}

TEST(PluginApart, ACrashWhileItChecks_IsAFaultAsWell)
{
    const auto kind = plugin_apart(home_of("touchy"));
    ASSERT_TRUE(kind);

    const auto faults = kind->check({{"level", "crash"}}, "/etc");

    ASSERT_EQ(faults.size(), 1U);
    EXPECT_THAT(faults.front().what, HasSubstr("touchy.so was ended by signal 11 (Segmentation "
                                               "fault) while it checked its options"));
    EXPECT_THAT(kind->check({{"level", "throw"}}, "/etc").front().what,
                HasSubstr("touchy.so failed while it checked its options: too low"));
}

TEST(PluginApart, ItIsReadLikeAnyOther)
{
    sdk::ConnectorContext context;
    context.source = "hr";
    auto made = plugin_apart(home_of("touchy"))->make(context);
    ASSERT_TRUE(made) << made.error().message;
    sdk::RememberingSink sink;

    const auto result = (*made)->read({true, ""}, sink);

    ASSERT_TRUE(result);
    EXPECT_EQ(result->notes, "read by a plugin");
    ASSERT_EQ(sink.records.size(), 1U);
    EXPECT_EQ(sdk::RememberingSink::text_of(sink.records.front()), "employee_id=E1");
}

} // namespace
} // namespace rosterd::apart
