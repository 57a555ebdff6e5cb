// Every rule's severity and what it says, in three languages.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "core/ingest/ingest.hpp"
#include "core/ingest/remark.hpp"

namespace rosterd::ingest
{

struct Text {
    std::string_view message;
    std::string_view hint;
};

struct RuleText {
    std::string_view rule; // "*" stands for the field
    model::Severity severity;
    std::array<Text, 3> texts; // by Language: zh_tw, zh_cn, en
};

std::span<const RuleText> rule_texts();

// The finding for a remark about `field`; origin, employee_id and column are the caller's. The
// placeholders {field}, {value} and {after} are always known, the others come from the remark.
model::Finding tell(const Remark& remark, std::string_view field, std::string_view value,
                    Language language);

bool is_error(const Remark& remark);

} // namespace rosterd::ingest
