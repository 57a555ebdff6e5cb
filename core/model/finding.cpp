#include "core/model/finding.hpp"

#include "core/model/names.hpp"

namespace rosterd::model
{

namespace
{

constexpr std::array<std::pair<Severity, std::string_view>, 3> kSeverities{{
    {Severity::error, "error"},
    {Severity::warning, "warning"},
    {Severity::fixed, "fixed"},
}};

} // namespace

std::string_view to_string(Severity severity)
{
    return name_in(kSeverities, severity);
}

void to_json(Json& json, const Finding& finding)
{
    json = Json{{"source", finding.origin.source},
                {"where", finding.origin.where},
                {"file", finding.origin.file},
                {"row", finding.origin.row},
                {"employee_id", finding.employee_id},
                {"column", finding.column},
                {"field", finding.field},
                {"value", finding.value},
                {"rule", finding.rule},
                {"severity", to_string(finding.severity)},
                {"message", finding.message},
                {"hint", finding.hint}};
    if (finding.severity == Severity::fixed) {
        json["after"] = finding.after;
    }
}

void from_json(const Json& json, Finding& finding)
{
    finding.origin = Origin{json.value("source", ""), json.value("where", ""),
                            json.value("file", ""), json.value("row", 0u)};
    finding.employee_id = json.value("employee_id", "");
    finding.column = json.value("column", "");
    finding.field = json.value("field", "");
    finding.value = json.value("value", "");
    finding.after = json.value("after", "");
    finding.rule = json.value("rule", "");
    finding.severity =
        value_in(kSeverities, json.value("severity", "error")).value_or(Severity::error);
    finding.message = json.value("message", "");
    finding.hint = json.value("hint", "");
}

} // namespace rosterd::model
