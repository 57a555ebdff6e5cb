#include "core/ingest/texts.hpp"

#include <algorithm>

#include "core/ingest/text.hpp"

namespace rosterd::ingest
{

namespace
{

const RuleText& text_of(std::string_view rule)
{
    const auto all = rule_texts();
    const auto found = std::ranges::find(all, rule, &RuleText::rule);
    return found == all.end() ? all.front() : *found;
}

std::string filled(std::string_view text,
                   const std::vector<std::pair<std::string_view, std::string>>& arguments)
{
    std::string out;
    while (!text.empty()) {
        const auto open = text.find('{');
        const auto close = text.find('}', open);
        out += text.substr(0, open);
        if (open == std::string_view::npos || close == std::string_view::npos) {
            break;
        }
        const auto name = text.substr(open + 1, close - open - 1);
        const auto found =
            std::ranges::find(arguments, name, &std::pair<std::string_view, std::string>::first);
        out += found == arguments.end() ? "" : found->second;
        text.remove_prefix(close + 1);
    }
    return out;
}

} // namespace

model::Finding tell(const Remark& remark, std::string_view field, std::string_view value,
                    Language language)
{
    const RuleText& rule = text_of(remark.rule);
    const Text& text = rule.texts[static_cast<std::size_t>(language)];
    model::Finding finding;
    finding.field = field;
    finding.value = printable(value);
    finding.after = remark.after;
    finding.rule = rule.rule.starts_with("*.") ? std::string{field}.append(rule.rule.substr(1))
                                               : std::string{rule.rule};
    finding.severity = rule.severity;
    auto arguments = remark.arguments;
    arguments.emplace_back("field", finding.field);
    arguments.emplace_back("value", finding.value);
    arguments.emplace_back("after", finding.after);
    finding.message = filled(text.message, arguments);
    finding.hint = filled(text.hint, arguments);
    return finding;
}

bool is_error(const Remark& remark)
{
    return text_of(remark.rule).severity == model::Severity::error;
}

} // namespace rosterd::ingest
