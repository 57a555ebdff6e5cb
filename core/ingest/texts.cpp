#include "core/ingest/texts.hpp"

#include <algorithm>

#include "core/ingest/text.hpp"
#include "core/model/fill.hpp"

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
    const auto value_of = [&](std::string_view name) {
        const auto found =
            std::ranges::find(arguments, name, &std::pair<std::string_view, std::string>::first);
        return found == arguments.end() ? std::string{} : found->second;
    };
    finding.message = model::filled(text.message, value_of);
    finding.hint = model::filled(text.hint, value_of);
    return finding;
}

bool is_error(const Remark& remark)
{
    return text_of(remark.rule).severity == model::Severity::error;
}

} // namespace rosterd::ingest
