// Something wrong, doubtful or mended in what a source said, told so that HR can act on it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/json.hpp"

namespace rosterd::model
{

// Where a record came from. `where` is what people read: "roster.csv:17", an URL, an event id.
struct Origin {
    std::string source; // the configured source's name
    std::string where;
    std::string file;      // file name without its folder; empty if not from a file
    std::uint32_t row = 0; // 1-based row as a spreadsheet shows it; 0 if none
    bool operator==(const Origin&) const = default;
};

enum class Severity {
    error,   // the record waits in quarantine
    warning, // it goes through; look at it
    fixed,   // cleaned; before and after are shown
};

struct Finding {
    Origin origin;
    std::string employee_id; // empty if the record has none
    std::string column;      // the heading as the file has it; empty if none
    std::string field;       // canonical field name, e.g. "mobile"
    std::string value;       // as the source said it; personal data is masked only in logs
    std::string after;       // severity fixed: what it became
    std::string rule;        // stable name, e.g. "mobile.format"
    Severity severity = Severity::error;
    std::string message; // what is wrong, in the reader's language
    std::string hint;    // what to write instead
    bool operator==(const Finding&) const = default;
};

std::string_view to_string(Severity severity);

// The contract's keys: source where employee_id field value rule severity message hint,
// and in addition file row column after.
void to_json(Json& json, const Finding& finding);
void from_json(const Json& json, Finding& finding);

} // namespace rosterd::model
