// However the code of a connector behaves, its read ends, says why, and rosterd goes on.
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/test_kit.hpp"
#include "tests/connectors/apart/scripted.hpp"
#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::apart
{
namespace
{

using model::ErrorKind;
using sdk::TemporaryFolder;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using namespace std::chrono_literals;

bool has_children()
{
    siginfo_t info{};
    return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

bool comes_true(const std::function<bool()>& what)
{
    for (int tries = 0; tries < 400 && !what(); ++tries) {
        std::this_thread::sleep_for(50ms);
    }
    return what();
}

// The process whose id stands in the file; 0: none yet.
pid_t pid_in(const TemporaryFolder& folder)
{
    const std::string text = folder.has("mark") ? folder.content("mark") : "";
    return text.ends_with('\n') ? std::stoi(text) : 0;
}

bool is_gone(pid_t pid)
{
    std::ifstream stat{"/proc/" + std::to_string(pid) + "/stat"};
    std::string id, name, state; // Z: killed, and waited for by nobody
    return !(stat >> id >> name >> state) || state == "Z";
}

TEST(Apart, ACrashInTheMiddle_IsNamedWithItsSignalAndLastWords_AndIsNoShortList)
{
    Scripted source{"crashes"};
    source.options["secret"] = "s3cret-key";

    const auto error = source.error();

    EXPECT_EQ(error.kind, ErrorKind::transient);
    EXPECT_EQ(error.message,
              "connector 'scripted' was ended by signal 11 (Segmentation fault) while "
              "it was read: no more room for ****");
    EXPECT_THAT(error.hint, HasSubstr("tell whoever wrote it"));
    EXPECT_THAT(*source.said, Contains("no more room for ****"));
    EXPECT_FALSE(has_children()) << "no zombies";
}

TEST(Apart, AfterACrash_TheNextReadOfTheSameConnectorGetsANewProcess)
{
    TemporaryFolder folder;
    Scripted source{"crashes the first time"};
    source.options["mark"] = folder.file("mark");
    const auto connector = source.make();
    sdk::RememberingSink broken, whole;

    EXPECT_FALSE(connector->read({true, ""}, broken));

    EXPECT_TRUE(connector->read({true, ""}, whole));
    EXPECT_THAT(whole.records, SizeIs(3));
}

TEST(Apart, WhoeverEndsByItself_IsNamedWithItsStatus)
{
    EXPECT_THAT(Scripted{"exits"}.error().message, HasSubstr("ended by itself, with status 3"));
}

TEST(Apart, WhoeverIsKilledFromOutside_IsAnErrorThatThinksOfMemory)
{
    TemporaryFolder folder;
    Scripted source{"leaves its pid"};
    source.options["mark"] = folder.file("mark");
    std::thread killer{[&] {
        if (comes_true([&] { return pid_in(folder) != 0; })) {
            ::kill(pid_in(folder), SIGKILL);
        }
    }};

    const auto error = source.error();

    killer.join();
    EXPECT_EQ(error.kind, ErrorKind::transient);
    EXPECT_THAT(error.message, HasSubstr("signal 9 (Killed)"));
    EXPECT_THAT(error.hint, HasSubstr("ran out of memory"));
}

TEST(Apart, WhoeverGivesNoSignOfLife_IsEndedAfterItsTime)
{
    TemporaryFolder folder;
    Scripted source{"leaves its pid"};
    source.options["mark"] = folder.file("mark");
    source.options["idle_timeout"] = "1s";

    const auto error = source.error();

    EXPECT_EQ(error.kind, ErrorKind::transient);
    EXPECT_EQ(error.message,
              "connector 'scripted' gave no sign of life for 1 s and was ended while "
              "it was read");
    EXPECT_THAT(error.hint, HasSubstr("idle_timeout"));
    EXPECT_TRUE(is_gone(pid_in(folder)));
}

TEST(Apart, WhoeverAsksWhetherToGoOn_IsAlive_UntilTheTimeLimit)
{
    Scripted source{"waits for the wish to stop"};
    source.options["idle_timeout"] = "2s";
    source.options["time_limit"] = "5s";

    EXPECT_THAT(source.error().message, HasSubstr("was not done after 5 s"));
}

TEST(Apart, AWishToStop_IsHeardOverThere)
{
    Scripted source{"waits for the wish to stop"};
    int asked = 0;
    source.cancelled = [&] { return ++asked > 3; };
    const auto begin = std::chrono::steady_clock::now();
    sdk::RememberingSink sink;

    const auto result = source.read(sink);

    EXPECT_TRUE(result) << "it was asked gently, and came to its own end: "
                        << result.error().message;
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
}

TEST(Apart, WhoeverDoesNotHearTheWishToStop_IsEnded)
{
    Scripted source{"hangs"};
    int asked = 0;
    source.cancelled = [&] { return ++asked > 3; };

    EXPECT_EQ(source.error().kind, ErrorKind::cancelled);
    EXPECT_FALSE(has_children());
}

struct Full : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class BoundedSink final : public sdk::RecordSink
{
public:
    bool known(std::uint64_t, std::uint32_t) override { return false; }
    void record(model::Record) override
    {
        if (++records > 10'000) {
            throw Full{"that is too many"};
        }
    }
    void tombstone(std::string, model::Origin) override {}
    void finding(model::Finding) override {}
    void restart() override {}
    int records = 0;
};

TEST(Apart, AFlood_IsEndedByTheSinkThatHasEnough)
{
    BoundedSink sink;

    EXPECT_THROW(static_cast<void>(Scripted{"floods"}.read(sink)), Full);
    EXPECT_FALSE(has_children());
}

TEST(Apart, WhatItPrints_GoesToTheLog_AndIsNoRecord)
{
    Scripted source{"prints"};
    sdk::RememberingSink sink;

    ASSERT_TRUE(source.read(sink));

    EXPECT_THAT(sink.records, SizeIs(3));
    EXPECT_THAT(*source.said, AllOf(SizeIs(2), Contains("and more")));
    EXPECT_THAT(*source.said, Each(Not(HasSubstr(std::string(5'000, 'x')))));
}

TEST(Apart, WhoeverWritesIntoTheChannel_IsEnded)
{
    const auto error = Scripted{"writes into the channel"}.error();

    EXPECT_EQ(error.kind, ErrorKind::transient);
    EXPECT_THAT(error.message, HasSubstr("broke its channel to rosterd"));
}

TEST(Apart, ACrashWhileItIsMade_CostsItsOwnSourceOnly)
{
    const auto made = Scripted{"crashes when it is made"}.try_to_make();

    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ErrorKind::permanent) << "which stands for the source alone";
    EXPECT_THAT(made.error().message,
                HasSubstr("signal 11 (Segmentation fault) while it was made"));
}

TEST(Apart, AnOptionThatItRefuses_StaysAFaultOfTheConfiguration)
{
    const auto made = Scripted{"can't be made"}.try_to_make();

    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ErrorKind::invalid);
    EXPECT_EQ(made.error().message, "`url` is no address");
    EXPECT_EQ(made.error().hint, "https://...");
}

TEST(Apart, AProgramThatCantBeStarted_CostsItsOwnSourceOnly)
{
    Home home = scripted_home();
    home.command = {"/nowhere/rosterd"};

    const auto made = made_apart(*find_scripted("", "scripted"), home).make({});

    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ErrorKind::permanent);
}

TEST(Apart, WhenRosterdIsKilled_ItsProcessesEnd)
{
    TemporaryFolder folder;
    Scripted source{"leaves its pid"};
    source.options["mark"] = folder.file("mark");
    const pid_t rosterd = ::fork();
    if (rosterd == 0) {
        static_cast<void>(source.error());
        ::_exit(0);
    }
    ASSERT_TRUE(comes_true([&] { return pid_in(folder) != 0; }));

    ::kill(rosterd, SIGKILL);
    ::waitpid(rosterd, nullptr, 0);

    EXPECT_TRUE(comes_true([&] { return is_gone(pid_in(folder)); }));
}

} // namespace
} // namespace rosterd::apart
