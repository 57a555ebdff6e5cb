#include <gtest/gtest.h>

#include "connectors/process/line_cutter.hpp"
#include "connectors/process/vigil.hpp"

namespace rosterd::process
{
namespace
{

using std::chrono::seconds;

const Vigil::Time kBegin{seconds{1000}};

Vigil vigil()
{
    return {{model::Duration{10'000}, model::Duration{60'000}, model::Duration{5'000}}, kBegin};
}

TEST(Vigil, WhoeverSpeaksNowAndThen_IsWaitedForUntilTheTimeLimit)
{
    Vigil one = vigil();
    for (int second = 0; second < 60; second += 9) {
        EXPECT_EQ(one.next(kBegin + seconds{second}), Step::wait);
        one.heard(kBegin + seconds{second});
    }

    EXPECT_EQ(one.next(kBegin + seconds{60}), Step::terminate);
    EXPECT_EQ(one.why(), Why::time_limit);
}

TEST(Vigil, Silence_IsEndedGentlyAndThenNot)
{
    Vigil one = vigil();
    one.heard(kBegin + seconds{3});

    EXPECT_EQ(one.next(kBegin + seconds{12}), Step::wait);
    EXPECT_EQ(one.next(kBegin + seconds{13}), Step::terminate);
    EXPECT_EQ(one.next(kBegin + seconds{14}), Step::wait) << "once is enough";
    EXPECT_EQ(one.next(kBegin + seconds{18}), Step::kill);
    EXPECT_EQ(one.next(kBegin + seconds{30}), Step::wait);
    EXPECT_EQ(one.why(), Why::silence);
}

TEST(Vigil, TheFirstReason_IsTheReason)
{
    Vigil one = vigil();
    one.end(Why::refused);
    one.end(Why::cancelled);

    EXPECT_EQ(one.next(kBegin), Step::terminate);
    one.next(kBegin + seconds{100});
    EXPECT_EQ(one.why(), Why::refused);
}

TEST(LineCutter, Lines_AreTheSameHoweverTheyArrive)
{
    const std::string text = "one\r\n\ntwo\nrest";
    for (std::size_t size = 1; size <= text.size(); ++size) {
        LineCutter cutter{10};
        std::string seen;
        for (std::size_t at = 0; at < text.size(); at += size) {
            cutter.add(std::string_view{text}.substr(at, size));
            while (const auto line = cutter.next()) {
                seen.append(*line).append("|");
            }
        }
        EXPECT_EQ(seen + std::string{cutter.rest()}, "one||two|rest") << size;
    }
}

TEST(LineCutter, ALineWithoutAnEnd_IsNoticed)
{
    LineCutter cutter{10};
    cutter.add("0123456789");
    EXPECT_FALSE(cutter.too_long());
    cutter.add("0");
    EXPECT_TRUE(cutter.too_long());
}

} // namespace
} // namespace rosterd::process
