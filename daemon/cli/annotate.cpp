#include "daemon/cli/annotate.hpp"

#include <fstream>
#include <map>
#include <string_view>

namespace rosterd::cli
{

namespace
{

// A spreadsheet takes a cell that begins like this for a formula; an apostrophe makes it text.
// Telephone numbers with a plus are what most rosters are made of, and harmless when only digits
// follow.
bool acts_as_formula(std::string_view text)
{
    if (text.empty()) {
        return false;
    }
    if (text.front() == '+' || text.front() == '-') {
        return text.find_first_not_of("0123456789 -()", 1) != std::string_view::npos;
    }
    // The full-width forms count too: some programs fold them before they look.
    for (const std::string_view start : {"=", "@", "\t", "\r", "＝", "＋", "－", "＠"}) {
        if (text.starts_with(start)) {
            return true;
        }
    }
    return false;
}

std::string cell(std::string_view text)
{
    std::string out = acts_as_formula(text) ? "\"'" : "\"";
    for (const char c : text) {
        out += c;
        if (c == '"') {
            out += '"';
        }
    }
    return out + '"';
}

std::string words(const model::Finding& finding)
{
    std::string out{model::to_string(finding.severity)};
    out += ": " + (finding.column.empty() ? "" : finding.column + ": ") + finding.message;
    return finding.hint.empty() ? out : out + " (" + finding.hint + ")";
}

} // namespace

std::string annotated_csv(const std::vector<model::Record>& records,
                          const std::vector<model::Finding>& findings)
{
    std::map<std::string, std::string> by_place;
    for (const model::Finding& finding : findings) {
        std::string& all = by_place[finding.origin.where];
        all += (all.empty() ? "" : "; ") + words(finding);
    }
    std::string out = "\xEF\xBB\xBF";
    if (!records.empty()) {
        for (const model::Cell& one : records.front().cells) {
            out += cell(one.heading) + ",";
        }
    }
    out += cell("findings") + "\r\n";
    for (const model::Record& record : records) {
        for (const model::Cell& one : record.cells) {
            out += cell(one.text) + ",";
        }
        const auto found = by_place.find(record.origin.where);
        out += cell(found == by_place.end() ? "" : found->second) + "\r\n";
    }
    return out;
}

model::Result<void> write_annotated(const std::string& file,
                                    const std::vector<model::Record>& records,
                                    const std::vector<model::Finding>& findings)
{
    std::ofstream out{file, std::ios::binary | std::ios::trunc};
    out << annotated_csv(records, findings);
    if (!out.flush()) {
        return model::fail(model::ErrorKind::transient, "could not write " + file,
                           "a folder that exists and may be written to");
    }
    return {};
}

} // namespace rosterd::cli
