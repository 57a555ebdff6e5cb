#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/apart/frame.hpp"
#include "connectors/apart/messages.hpp"
#include "connectors/apart/record_packing.hpp"

namespace rosterd::apart
{
namespace
{

using ::testing::ElementsAre;

TEST(FrameCutter, Frames_AreTheSameHoweverTheyArrive)
{
    std::string all;
    append_frame(all, Says::line, "one");
    append_frame(all, Says::alive, "");
    append_frame(all, Says::answer, std::string{"t\0wo", 4});
    for (std::size_t piece = 1; piece <= all.size(); ++piece) {
        FrameCutter cutter{10};
        std::vector<std::string> seen;
        for (std::size_t at = 0; at < all.size(); at += piece) {
            cutter.add(std::string_view{all}.substr(at, piece));
            while (const auto frame = cutter.next()) {
                seen.push_back(static_cast<char>(frame->says) + std::string{frame->body});
            }
        }
        EXPECT_THAT(seen, ElementsAre("lone", ".", std::string{"at\0wo", 5})) << piece;
    }
}

TEST(FrameCutter, ABodyLargerThanItMayBe_IsGarbled)
{
    std::string text;
    append_frame(text, Says::line, "12345");
    FrameCutter cutter{4};
    cutter.add(text);
    EXPECT_THROW(cutter.next(), Garbled);
}

TEST(PackedRecord, WhateverIsCutOffOfIt_IsNoticed)
{
    model::Record record;
    record.origin = {"hr", "row 2", "a.csv", 2};
    record.cells = {{"name", "陳"}, {"title", ""}};
    record.fingerprint = 5;
    std::string packed;
    pack(packed, record, Asked{5, 2});
    const std::vector<std::string> headings{"name", "title"};

    PackedRecord whole{packed};
    EXPECT_EQ(whole.unpack(headings).cells[0].text, "陳");
    for (std::size_t size = 0; size < packed.size(); ++size) {
        EXPECT_THROW(PackedRecord{packed.substr(0, size)}.unpack(headings), Garbled) << size;
    }
    EXPECT_THROW(PackedRecord{packed}.unpack({"name"}), Garbled);
}

TEST(Messages, AnswersThatMakeNoSense_AreGarbled)
{
    for (const char* text : {"", "{", "[1"}) {
        EXPECT_THROW(parsed(text), Garbled) << text;
    }
    EXPECT_THROW(result_in(parsed("{}")), Garbled);
    EXPECT_THROW(result_in(parsed("7")), Garbled);
    EXPECT_THROW(result_in(parsed(R"({"error": {"kind": 99, "message": "", "hint": ""}})")),
                 Garbled);
    EXPECT_THROW(read_result_in(parsed(R"({"completeness": -1})")), Garbled);
    EXPECT_THROW(description_in(parsed(R"({"help": 7})")), Garbled);
}

TEST(Messages, TextThatIsNoUtf8_CrossesOverAll)
{
    EXPECT_EQ(text_of({{"message", "caf\xe9"}}), "{\"message\":\"caf\xef\xbf\xbd\"}");
}

} // namespace
} // namespace rosterd::apart
