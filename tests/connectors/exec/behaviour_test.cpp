// However a program behaves, the read ends, says why, and leaves nothing behind.
#include <chrono>
#include <csignal>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/connectors/exec/program_test.hpp"

namespace rosterd::exec
{
namespace
{

using model::ErrorKind;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

const std::string kOne = "echo '{\"employee_id\": \"E1\", \"name\": \"Ann\"}'\n";
const std::string kAll = "echo '{\"complete\": true}'\n";

// Whether the process whose id the script wrote into `pid` is gone, or goes soon.
bool is_gone(const Scripted& source)
{
    const int pid = std::stoi(source.folder.content("pid"));
    for (int i = 0; i < 100; ++i) {
        std::ifstream stat{"/proc/" + std::to_string(pid) + "/stat"};
        std::string id, name, state; // Z: killed, and waited for by nobody
        if (!(stat >> id >> name >> state) || state == "Z") {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    return false;
}

bool has_children()
{
    siginfo_t info{};
    return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

TEST(Behaviour, AHang_IsEndedWithAllThatItStarted)
{
    Scripted source{"trap '' TERM\ncd \"${0%/*}\"\n" + kOne +
                    "sleep 300 & echo $! > pid\nwait\n"
                    "while :; do sleep 1; done\n"};
    source.options["idle_timeout"] = "1s";
    source.options["grace"] = "300ms";

    const auto result = source.read();

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::transient);
    EXPECT_THAT(result.error().message, HasSubstr("hris wrote nothing for 1 s and was ended"));
    EXPECT_THAT(result.error().hint, HasSubstr("idle_timeout"));
    EXPECT_TRUE(is_gone(source));
    EXPECT_FALSE(has_children()) << "no zombies";
}

TEST(Behaviour, WhoeverTalksForEver_IsEndedByTheTimeLimit)
{
    Scripted source{"while :; do " + kOne + "sleep 0.05; done\n"};
    source.options["time_limit"] = "1s";

    EXPECT_THAT(source.error(), HasSubstr("hris was not done after 1 s"));
}

TEST(Behaviour, AWishToStop_EndsItAtOnce)
{
    Scripted source{"cd \"${0%/*}\"; echo $$ > pid; exec sleep 300\n"};
    source.cancelled = [&] { return source.folder.has("pid"); };
    const auto begin = std::chrono::steady_clock::now();

    const auto result = source.read();

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::cancelled);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{60});
    EXPECT_TRUE(is_gone(source));
}

TEST(Behaviour, AFloodWithoutALineEnd_IsRefused)
{
    Scripted source{"exec cat /dev/zero\n"};
    source.options["max_line"] = 100'000;

    EXPECT_THAT(source.error(), HasSubstr("a line of more than 100000 bytes"));
}

TEST(Behaviour, ACrash_IsNamedWithItsLastWords)
{
    EXPECT_THAT(Scripted{kOne + "echo 'no more room' >&2; kill -SEGV $$\n"}.error(),
                AllOf(HasSubstr("signal 11"), HasSubstr("no more room")));
}

TEST(Behaviour, AProgramThatCantBeStarted_IsSaid)
{
    Scripted missing{""};
    missing.options["command"] = {"./elsewhere"};
    const auto result = missing.read();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::not_found);
    Scripted folder{kAll};
    folder.options["folder"] = "nowhere";
    EXPECT_THAT(folder.error(), HasSubstr("can't be started in"));
}

TEST(Behaviour, WhatItLeavesRunning_DoesNotKeepTheReadWaiting)
{
    Scripted source{"cd \"${0%/*}\"\nsleep 300 & echo $! > pid\n" + kOne + kAll};

    ASSERT_TRUE(source.read());

    EXPECT_TRUE(is_gone(source));
}

TEST(Behaviour, StandardError_ComesIntoTheLogBoundedAndWithoutSecrets)
{
    Scripted source{"echo 'token s3cret-token refused' >&2; printf 'odd \\377\\033[31m\\n' >&2\n"
                    "head -c 20000 /dev/zero | tr '\\0' x >&2; echo >&2\n"
                    "i=0; while [ $i -lt 1200 ]; do echo again >&2; i=$((i+1)); done\n" +
                    kAll};
    source.options["config"] = {{"deep", {{"token", "s3cret-token"}}}};

    ASSERT_TRUE(source.read());

    ASSERT_THAT(source.said, SizeIs(1001));
    EXPECT_EQ(source.said[0], "token **** refused");
    EXPECT_EQ(source.said[1], "odd ? [31m");
    EXPECT_LE(source.said[2].size(), 4'100u);
    EXPECT_EQ(source.said[1000], "... and 203 lines more, which are left out");
}

TEST(Behaviour, ItsSurroundings_AreSmall)
{
    ::setenv("NOT_FOR_IT", "secret", 1);
    ::setenv("FOR_IT", "passed-on", 1);
    const int open = ::fcntl(0, F_DUPFD, 100); // not close-on-exec on purpose
    Scripted source{"env >&2; ls /proc/self/fd >&2\n" + kAll};
    source.options["environment"] = {"FOR_IT"};

    ASSERT_TRUE(source.read());
    ::close(open);

    EXPECT_THAT(source.said, Contains("FOR_IT=****"));
    EXPECT_THAT(source.said, Each(Not(HasSubstr("NOT_FOR_IT"))));
    EXPECT_THAT(source.said, Each(Not(::testing::Eq(std::to_string(open)))));
}

TEST(Behaviour, ASlowReader_IsNotTakenForASilentProgram)
{
    class SlowSink final : public sdk::RecordSink
    {
    public:
        bool known(std::uint64_t, std::uint32_t) override { return false; }
        void record(model::Record) override
        {
            std::this_thread::sleep_for(std::chrono::milliseconds{700});
        }
        void tombstone(std::string, model::Origin) override {}
        void finding(model::Finding) override {}
        void restart() override {}
    };
    Scripted source{kOne + kOne + kOne + "sleep 0.2\n" + kOne + kAll};
    source.options["idle_timeout"] = "1s";
    source.options["grace"] = "100ms"; // it has ended long before all is read
    SlowSink sink;

    const auto result = source.make()->read({}, sink);

    EXPECT_TRUE(result) << result.error().message;
}

TEST(Options, ThatMakeNoSense_AreRefused)
{
    const auto refusal = [](const model::Json& options) {
        sdk::ConnectorContext context;
        context.options = options;
        const auto made = kind().make(context);
        return made ? "made" : made.error().message;
    };
    EXPECT_THAT(refusal(model::Json::object()), HasSubstr("`command` is missing"));
    EXPECT_THAT(refusal({{"command", {"x"}}, {"protocol", "singer"}}), HasSubstr("`people`"));
    EXPECT_THAT(refusal({{"command", {"x"}}, {"people", {"a"}}}), HasSubstr("only singer"));
    EXPECT_THAT(refusal({{"command", {"x"}}, {"grace", "soon"}}), HasSubstr("`grace`"));
    EXPECT_THAT(refusal({{"command", {"x"}}, {"max_line", -1}}), HasSubstr("`max_line`"));
    EXPECT_THAT(refusal({{"command", {"x"}}, {"config", "x"}}), HasSubstr("`config`"));
    EXPECT_THAT(refusal({{"command", {"x"}}, {"environment", {"NO_SUCH_VARIABLE"}}}),
                HasSubstr("NO_SUCH_VARIABLE"));
}

} // namespace
} // namespace rosterd::exec
