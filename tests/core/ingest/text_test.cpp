#include "core/ingest/text.hpp"

#include <random>

#include <gtest/gtest.h>

namespace rosterd::ingest
{
namespace
{

struct Case {
    std::string_view raw;
    TextKind kind;
    std::string_view clean;
    std::vector<std::string_view> rules;
};

std::vector<std::string_view> rules_of(const std::vector<Remark>& remarks)
{
    std::vector<std::string_view> rules;
    for (const Remark& remark : remarks) {
        rules.push_back(remark.rule);
    }
    return rules;
}

const std::vector<Case>& cases()
{
    using enum TextKind;
    static const std::vector<Case> all{
        {"", line, "", {}},
        {"陳大文", name, "陳大文", {}},
        {"Tai Man Chan", name, "Tai Man Chan", {}},
        {"  陳大文 ", name, "陳大文", {"text.spaces"}},
        {"陳　大文\u3000", name, "陳 大文", {"text.spaces"}},
        {"a\u00A0\u2009b", line, "a b", {"text.spaces"}},
        {"E\u200B1042\uFEFF", code, "E1042", {"text.invisible"}},
        {"E1\x01", code, "E1", {"text.invisible"}},
        {"Ｅ１０４２", code, "E1042", {"text.width"}},
        {"阿里·買買提", name, "阿里·買買提", {}},
        {"阿里‧買買提", name, "阿里·買買提", {"text.dot"}},
        {"阿里•買買提", name, "阿里·買買提", {"text.dot"}},
        {"阿里・買買提", name, "阿里·買買提", {"text.dot"}},
        {"阿里．買買提", name, "阿里·買買提", {"text.dot"}},
        {"經理（署理），兼任", line, "經理（署理），兼任", {}},
        {"Ｐ６", line, "P6", {"text.width"}},
        {"'00123", code, "00123", {"text.apostrophe"}},
        {"O'Brien", name, "O'Brien", {}},
        {"一行\r\n二行", lines, "一行\n二行", {"text.spaces"}},
        {"一行\n二行", line, "一行 二行", {"text.spaces"}},
        {"\xC3\x28", line, "", {"text.encoding"}},
        {"\xED\xA0\x80", line, "", {"text.encoding"}}, // a surrogate
        {"陳\uFFFD", name, "陳\uFFFD", {"text.damaged"}},
    };
    return all;
}

TEST(CleanText, EachFormOfHarm_IsMendedAndSaid)
{
    for (const Case& one : cases()) {
        const auto cleaned = clean_text(one.raw, one.kind);

        EXPECT_EQ(cleaned.value, one.clean) << "from '" << one.raw << "'";
        if (one.rules.empty() || one.rules.front() != "text.spaces" ||
            one.kind != TextKind::lines) {
            EXPECT_EQ(rules_of(cleaned.remarks), one.rules) << "from '" << one.raw << "'";
        }
    }
}

TEST(CleanText, MendedValue_StandsInTheRemark)
{
    const auto cleaned = clean_text(" Ａ ", TextKind::code);

    for (const Remark& remark : cleaned.remarks) {
        EXPECT_EQ(remark.after, "A");
    }
    EXPECT_EQ(cleaned.remarks.size(), 2u);
}

// Characters that some step of the cleaning minds, and some that none does.
std::string odd_text(std::mt19937& random)
{
    static const std::u32string alphabet =
        U"aZ09 '.-/\t\n\r\u00A0\u3000\u200B\u200D\uFEFF\u00AD·‧•・･．，；（）！陳大文𠮷ＡＺ０９①㍿ﬁ"
        U"\u0301\u00E9\uFA0C\uFB01\u1100\u1161\uFFFD\u0007\u2028…～＇";
    std::string text;
    const auto length = random() % 12;
    for (std::size_t i = 0; i < length; ++i) {
        append(text, alphabet[random() % alphabet.size()]);
    }
    return text;
}

TEST(CleanText, CleanedTwice_IsTheSameAsOnce)
{
    std::mt19937 random{20261122};
    for (int i = 0; i < 40000; ++i) {
        const std::string raw = odd_text(random);
        for (const TextKind kind :
             {TextKind::code, TextKind::line, TextKind::lines, TextKind::name}) {
            const auto once = clean_text(raw, kind);
            const auto twice = clean_text(once.value, kind);

            ASSERT_EQ(twice.value, once.value) << "from '" << raw << "'";
            for (const Remark& remark : twice.remarks) {
                ASSERT_EQ(remark.rule, "text.damaged") << "from '" << raw << "'";
            }
        }
    }
}

TEST(CleanText, RandomBytes_GiveValidUtf8)
{
    std::mt19937 random{7};
    for (int i = 0; i < 40000; ++i) {
        std::string raw;
        for (auto length = random() % 10; length > 0; --length) {
            raw += static_cast<char>(random());
        }

        ASSERT_TRUE(is_utf8(clean_text(raw, TextKind::name).value));
        ASSERT_TRUE(is_utf8(printable(raw)));
    }
}

TEST(IsLost, WhatBecameQuestionMarks_IsToldFromWhatAsks)
{
    for (const char* text : {"???", "?", "? ?", "?1",
                             "?"
                             "?-A",
                             "E??"}) {
        EXPECT_TRUE(is_lost(text)) << text;
    }
    for (const char* text : {"", "1", "What else?", "Who? Me"}) {
        EXPECT_FALSE(is_lost(text)) << text;
    }
}

TEST(SplitAt, ThreeSeparators_GiveFourParts)
{
    EXPECT_EQ(split_at("a ; b；；c", U";；"), (std::vector<std::string>{"a", "b", "", "c"}));
}

} // namespace
} // namespace rosterd::ingest
